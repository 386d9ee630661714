-- Heartbeats of others' jobs, and routine checks. Runs on PostgreSQL and on H2.

create table heartbeat (
    name        varchar(80) primary key,
    declared_at timestamp with time zone not null,
    heard_at    timestamp with time zone,
    -- When the job last said that it failed.
    failed_at   timestamp with time zone
);

-- One row for each time that a routine check began: what was checked, what came of it, who signed it off.
create table routine_check (
    id            uuid         primary key,
    routine       varchar(60)  not null,
    -- The task of the engine that begins it: a task that is tried again begins no second one.
    task          varchar(64)  not null unique,
    begun_at      timestamp with time zone not null,
    ended_at      timestamp with time zone,
    passed        boolean,
    summary       varchar(500),
    -- A JSON array of findings.
    findings      varchar(60000),
    wants_person  boolean not null default false,
    judgement     varchar(20),
    note          varchar(2000),
    signed_by     varchar(120),
    signed_at     timestamp with time zone
);
create index routine_check_of_routine on routine_check (routine, begun_at);
