-- The front door (semantics.md 4). Runs on PostgreSQL and on H2.

-- What was sent, as it was sent: written once, never changed, taken away after firebreak.alert.keep-bodies.
create table alert_delivery (
    id               uuid         primary key,
    source           varchar(120) not null,
    default_severity varchar(40),
    received_at      timestamp with time zone not null,
    bytes            bigint       not null,
    body             bytea        not null -- gzip: a tenth of the log to write, and PostgreSQL need not compress it again
);
create index alert_delivery_age on alert_delivery (received_at);

-- What is journaled and not applied. A row lives for milliseconds, unless something is wrong with it.
create table alert_pending (
    delivery uuid    primary key,
    due_at   timestamp with time zone not null,
    failures integer not null default 0,
    failure  varchar(500),
    poison   varchar(40)
);

-- One row for each group of a source: its lock is what makes "exactly one open incident per (source, group)" true.
create table alert_slot (
    source      varchar(120) not null,
    group_hash  varchar(64)  not null,
    group_key   varchar(500) not null,
    incident_id varchar(40)  references incident (id),
    truncated   bigint       not null default 0,
    told_at     timestamp with time zone,
    primary key (source, group_hash)
);
create index alert_slot_of_incident on alert_slot (incident_id);

-- Where each alert stands. Narrow, for a storm rewrites it again and again; what people read is in alert_text.
create table alert (
    source      varchar(120) not null,
    fingerprint varchar(64)  not null,
    starts_at   timestamp with time zone not null,
    first_in    uuid         not null, -- the round that saw it first
    resolved_in uuid,                  -- the round that saw it resolved
    ends_at     timestamp with time zone,
    first_seen  timestamp with time zone not null,
    last_seen   timestamp with time zone not null,
    seen        bigint       not null,
    stale       boolean      not null default false,
    incident_id varchar(40)  references incident (id),
    primary key (source, fingerprint, starts_at)
);
create index alert_of_incident on alert (incident_id);

create table alert_text (
    source      varchar(120) not null,
    fingerprint varchar(64)  not null,
    starts_at   timestamp with time zone not null,
    name        varchar(200) not null,
    severity    varchar(40),
    service     varchar(120) not null,
    symptom     varchar(120) not null,
    target      varchar(120),
    summary     varchar(300) not null,
    description text,
    labels      text         not null,
    runbook_url varchar(1000),
    source_url  varchar(1000),
    incomplete  boolean      not null,
    primary key (source, fingerprint, starts_at)
);

-- Whether the process of an incident was told that its alerts cleared: exactly once each way.
create table alert_clearance (
    incident_id varchar(40) primary key references incident (id),
    cleared     boolean     not null
);

-- The head of what could not be read: the sender was told 4xx and won't send it again.
create table alert_dead_letter (
    id          uuid         primary key,
    source      varchar(120) not null,
    received_at timestamp with time zone not null,
    why         varchar(500) not null,
    bytes       bigint       not null,
    head        bytea        not null
);
create index alert_dead_letter_age on alert_dead_letter (received_at);
