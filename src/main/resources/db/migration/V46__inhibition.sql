-- Symptoms that wait for the end of their cause. Runs on PostgreSQL and on H2.

create index attached_group_there on attached_group (kind, left_at);

-- Alerts that inhibit others, such as InfoInhibitor: where each fires.
create table alert_inhibitor (
    source      varchar(120) not null,
    fingerprint varchar(64)  not null,
    namespace   varchar(300) not null,
    heard_at    timestamp with time zone not null,
    firing      boolean      not null,
    primary key (source, fingerprint)
);

-- The firing alerts that an inhibitor holds, and the payload that names each first. When the inhibitor is over while one
-- fires, it is applied again from that payload.
create table inhibited_alert (
    source      varchar(120) not null,
    fingerprint varchar(64)  not null,
    starts_at   timestamp with time zone not null,
    namespace   varchar(300) not null,
    delivery    uuid         not null,
    primary key (source, fingerprint, starts_at)
);
create index inhibited_alert_of_delivery on inhibited_alert (delivery);
