-- Silences: alerts that are held instead of opening an incident. Runs on PostgreSQL and on H2.

create table silence (
    id uuid primary key,
    service varchar(120),
    -- A JSON object of strings.
    labels varchar(10000) not null,
    reason varchar(500) not null,
    owner varchar(120) not null,
    created_by varchar(120) not null,
    created_at timestamp with time zone not null,
    starts_at timestamp with time zone not null,
    -- Of the first occurrence.
    ends_at timestamp with time zone not null,
    recurrence varchar(200),
    zone varchar(80) not null,
    expires_at timestamp with time zone not null,
    ended_at timestamp with time zone,
    ended_by varchar(120)
);
create index silence_expiry on silence (expires_at);

-- The firing alerts that a silence holds, and the payload that names each first. An alert whose silence ends while it
-- fires is applied again from that payload.
create table silenced_alert (
    source varchar(120) not null,
    fingerprint varchar(64) not null,
    starts_at timestamp with time zone not null,
    silence uuid not null references silence (id),
    delivery uuid not null,
    primary key (source, fingerprint, starts_at)
);
create index silenced_alert_of_silence on silenced_alert (silence, delivery);
create index silenced_alert_of_delivery on silenced_alert (delivery);
