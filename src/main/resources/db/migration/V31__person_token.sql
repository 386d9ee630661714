-- Personal tokens of the API: only their hashes. Roles are an upper limit; what counts is what the person has at each use.
create table person_token (
    id           uuid         primary key,
    account      varchar(120) not null,
    name         varchar(100) not null,
    prefix       varchar(20)  not null,
    sha256       varchar(64)  not null unique,
    roles        varchar(200) not null,
    created_at   timestamp with time zone not null,
    expires_at   timestamp with time zone not null,
    revoked_at   timestamp with time zone,
    revoked_by   varchar(120),
    last_used_at timestamp with time zone,
    last_used_from varchar(100)
);
create index person_token_of_account on person_token (account, created_at);

-- The first use of a token on a day from an address, which is a row of the audit, too.
create table person_token_use (
    token   uuid         not null references person_token (id),
    used_on date         not null,
    address varchar(100) not null,
    primary key (token, used_on, address)
);
