-- Who takes over which rota when, instead of the catalogue's people. Runs on PostgreSQL and on H2.

-- rota: null for every rota. instead_of: whose shifts; null for all of the time. Of several, the latest one counts.
-- group_id: what was made together ends together. An override that people end keeps what is past: ends_at moves.
create table on_call_override (
    number     bigint generated always as identity primary key,
    id         uuid         not null unique,
    group_id   uuid         not null,
    kind       varchar(20)  not null,
    rota       varchar(120),
    person     varchar(120) not null,
    instead_of varchar(120),
    starts_at  timestamp with time zone not null,
    ends_at    timestamp with time zone not null,
    reason     varchar(500) not null,
    created_by varchar(120) not null,
    created_at timestamp with time zone not null
);
create index on_call_override_end on on_call_override (ends_at);
create index on_call_override_group on on_call_override (group_id);

-- The secret of a person's calendar feed: calendars can't log in. Only its hash is kept; a new one replaces it.
create table calendar_token (
    person     varchar(120) primary key,
    token_hash varchar(64)  not null unique,
    created_at timestamp with time zone not null
);
