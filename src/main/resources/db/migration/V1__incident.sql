-- The record (house.md 3): it outlives the process instance. Runs on PostgreSQL and on H2.
create sequence incident_number;

create table incident (
    id                varchar(40)  primary key,
    title             varchar(300) not null,
    service           varchar(120) not null,
    symptom           varchar(120) not null,
    target            varchar(120),
    source            varchar(120) not null,
    severity          varchar(2),
    proposed_severity varchar(2),
    status            varchar(20)  not null,
    commander         varchar(120),
    acknowledged_by   varchar(120),
    life_safety       boolean      not null default false,
    alerts_cleared    boolean      not null default false,
    opened_at         timestamp with time zone not null,
    respond_by        timestamp with time zone,
    resolved_at       timestamp with time zone,
    closed_at         timestamp with time zone,
    resolution        text,
    root_cause        text,
    merged_into       varchar(40)  references incident (id)
);
create index incident_opened on incident (opened_at desc, id desc);

create table timeline_entry (
    number      bigint generated always as identity primary key,
    incident_id varchar(40)  not null references incident (id),
    at          timestamp with time zone not null,
    milestone   varchar(20),
    what        varchar(500) not null,
    who         varchar(120) not null,
    details     text
);
create index timeline_of_incident on timeline_entry (incident_id, number);

create table evidence (
    id          uuid         primary key,
    incident_id varchar(40)  not null references incident (id),
    name        varchar(200) not null,
    media_type  varchar(100) not null,
    bytes       bigint       not null,
    sha256      varchar(64)  not null,
    taken_at    timestamp with time zone not null,
    taken_by    varchar(120) not null
);
create index evidence_of_incident on evidence (incident_id, taken_at);
