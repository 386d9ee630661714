-- Probes, and alerts that Firebreak's own parts raise. Runs on PostgreSQL and on H2.

-- One row for each probe that was ever declared: its schedule and its last result.
create table probe (
    name         varchar(80)  primary key,
    next_at      timestamp with time zone not null,
    -- Who runs it: until then, no other node does. A late answer of an earlier lease changes nothing.
    lease        uuid,
    leased_until timestamp with time zone,
    -- The last outcomes, the newest first: + passed, - failed.
    recent       varchar(40)  not null,
    declared_at  timestamp with time zone not null,
    checked_at   timestamp with time zone,
    passed       boolean,
    millis       bigint,
    finding      varchar(1000),
    details      varchar(8000)
);
create index probe_due on probe (next_at);

-- The results of each hour, for the bars on the board.
create table probe_hour (
    probe    varchar(80) not null,
    hour_at  timestamp with time zone not null,
    runs     integer not null,
    failures integer not null,
    millis   bigint  not null,
    slowest  bigint  not null,
    primary key (probe, hour_at)
);
create index probe_hour_age on probe_hour (hour_at);

-- An outbox: what a part of Firebreak says of an alert commits with what it found, and intake gets it afterwards. A
-- firing alert keeps its row and is said again; a resolved one is deleted once intake has it.
create table raised_alert (
    id           varchar(120)  primary key,
    source       varchar(120)  not null,
    group_key    varchar(200)  not null,
    -- The alert in Firebreak's own JSON, without state and times.
    content      varchar(8000) not null,
    firing       boolean not null,
    starts_at    timestamp with time zone not null,
    ends_at      timestamp with time zone,
    -- Grows with each change: what was said of an earlier state settles nothing.
    version      bigint not null,
    told_at      timestamp with time zone,
    leased_until timestamp with time zone
);
