-- Who was told what, and the links that acknowledge a page. Runs on PostgreSQL and on H2.

-- One row per due message, person and channel: written before the message leaves, settled after (faults.md A12, A13).
create table delivery (
    number      bigint generated always as identity primary key,
    incident_id varchar(40)  not null references incident (id),
    message     varchar(120) not null,
    person      varchar(120) not null,
    person_name varchar(200) not null,
    channel     varchar(20)  not null,
    state       varchar(20)  not null,
    attempts    integer      not null default 0,
    why         varchar(500),
    due_at      timestamp with time zone not null,
    settled_at  timestamp with time zone,
    on_timeline boolean      not null default false,
    unique (incident_id, message, person, channel)
);

-- Addresses that a mail server refused for good (faults.md G3); the next mail that is taken clears the mark.
create table refused_address (
    address varchar(254) primary key,
    why     varchar(500) not null,
    since   timestamp with time zone not null
);

-- Only the token's hash is kept: who reads this table can acknowledge nothing (faults.md G11).
create table ack_link (
    token_hash  varchar(64)  primary key,
    incident_id varchar(40)  not null references incident (id),
    person      varchar(120) not null,
    level       integer      not null,
    expires_at  timestamp with time zone not null,
    used_at     timestamp with time zone
);
create index ack_link_of_incident on ack_link (incident_id);

-- Pages that no process repeats, for there is none: due again at next_at until somebody acknowledges.
create table poison_page (
    incident_id varchar(40)  primary key references incident (id),
    level       integer      not null,
    tries       integer      not null,
    next_at     timestamp with time zone not null
);
