-- The step ledger (semantics.md 3): what was planned, approved, begun, done and proved. Runs on PostgreSQL and on H2.

-- One row for each attempt of a step; a second attempt exists only after a proof that the one before did nothing.
create table step (
    id               uuid         not null,
    attempt          int          not null,
    incident_id      varchar(40)  not null references incident (id),
    topic            varchar(120) not null,
    title            varchar(120) not null,
    target           varchar(120) not null,
    effect           varchar(20)  not null,
    undo             boolean      not null,
    irreversible     boolean      not null,
    planned_for      varchar(64)  not null,
    process_instance varchar(64)  not null,
    requested_by     varchar(120) not null,
    plan             text         not null,
    plan_hash        varchar(64)  not null,
    state            varchar(20)  not null,
    worker           varchar(200),
    lease_until      timestamp with time zone,
    state_before     text,
    planned_at       timestamp with time zone not null,
    intent_at        timestamp with time zone,
    running_at       timestamp with time zone,
    ended_at         timestamp with time zone,
    summary          varchar(500),
    seen             text,
    answer           text,
    primary key (id, attempt),
    constraint step_planned_once unique (planned_for, attempt)
);
create index step_of_incident on step (incident_id, planned_at);
create index step_on_target on step (target, intent_at);

-- What a person said to one exact plan. The first word of each person counts.
create table approval (
    step_id    uuid         not null,
    approver   varchar(120) not null,
    plan_hash  varchar(64)  not null,
    granted    boolean      not null,
    comment    varchar(1000),
    at         timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    used_at    timestamp with time zone,
    primary key (step_id, approver)
);

-- Locked while a step on the target is admitted; the row * guards the budget of all together.
create table target_lock (
    target varchar(120) primary key
);
insert into target_lock (target) values ('*');

-- While frozen, no step changes anything.
create table freeze_switch (
    id     int          primary key,
    frozen boolean      not null,
    reason varchar(500),
    set_by varchar(120),
    set_at timestamp with time zone
);
insert into freeze_switch (id, frozen) values (1, false);
