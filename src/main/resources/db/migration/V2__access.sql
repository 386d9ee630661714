-- Tokens of alert senders: only their hashes. Several may be valid for one source while it rotates.
create table source_token (
    id               bigint generated always as identity primary key,
    source           varchar(120) not null,
    sha256           varchar(64)  not null unique,
    default_severity varchar(40)  not null,
    origin           varchar(40)  not null,
    created_at       timestamp with time zone not null,
    expires_at       timestamp with time zone
);

-- The audit: one chain of hashes an incident, and one called "system". Rows are only ever added.
create table audit_chain (
    chain  varchar(120) primary key,
    number bigint       not null,
    hash   varchar(64)  not null
);

create table audit_entry (
    chain  varchar(120) not null references audit_chain (chain),
    number bigint       not null,
    entry  text         not null,
    hash   varchar(64)  not null,
    primary key (chain, number)
);
