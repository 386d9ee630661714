-- Heartbeats of others' jobs, and routine checks. Runs on PostgreSQL and on H2.

create table heartbeat (
    name        varchar(80) primary key,
    declared_at timestamp with time zone not null,
    heard_at    timestamp with time zone,
    -- When the job last said that it failed.
    failed_at   timestamp with time zone
);

-- One row for each time that a routine check was due and begun: what was checked, what came of it, who signed it off.
create table routine_check (
    id               uuid         primary key,
    routine          varchar(80)  not null,
    due_at           timestamp with time zone not null,
    begun_at         timestamp with time zone not null,
    process_instance varchar(64),
    ended_at         timestamp with time zone,
    passed           boolean,
    summary          varchar(500),
    -- A JSON array.
    findings         text,
    wants_person     boolean      not null,
    judgement        varchar(20),
    note             varchar(2000),
    signed_by        varchar(120),
    signed_at        timestamp with time zone,
    -- Two nodes begin it once.
    unique (routine, due_at)
);
