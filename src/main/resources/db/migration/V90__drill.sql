-- Drills, and who alone hears of an incident that is practice. Runs on PostgreSQL and on H2.

create table drill (
    id             uuid         primary key,
    scenario       varchar(40)  not null,
    target         varchar(120) not null,
    service        varchar(120) not null,
    -- The service again while the drill runs: one at a time.
    running_on     varchar(120) unique,
    requested_by   varchar(120) not null,
    requested_at   timestamp with time zone not null,
    detect_by      timestamp with time zone not null,
    end_by         timestamp with time zone not null,
    process_instance varchar(64),
    injected_at    timestamp with time zone,
    injection      varchar(1000),
    detected_at    timestamp with time zone,
    incident_id    varchar(40)  unique,
    abort_reason   varchar(500),
    reverted_at    timestamp with time zone,
    reversion      varchar(1000),
    ended_at       timestamp with time zone,
    outcome        varchar(20)
);
create index drill_requested_at on drill (requested_at);

create table drill_participant (
    drill_id uuid         not null references drill (id),
    person   varchar(120) not null,
    primary key (drill_id, person)
);

-- What the drill scored, in the order in which it is shown.
create table drill_score (
    drill_id  uuid          not null references drill (id),
    position  integer       not null,
    criterion varchar(80)   not null,
    met       boolean       not null,
    finding   varchar(500)  not null,
    primary key (drill_id, position)
);

-- No reference to the incident: written before it is opened, in the same transaction.
create table practice_recipient (
    incident_id varchar(40)  not null,
    person      varchar(120) not null,
    primary key (incident_id, person)
);
