-- Groups of alerts that a person finds in the incident of others: in a storm, or as symptoms of an open cause. Runs on
-- PostgreSQL and on H2.

-- Its row is locked before an incident of the source opens, so that the rate counts on any number of nodes.
create table alert_storm (
    source      varchar(120) primary key,
    -- The storm incident, which the same transaction opens after it has written this; null while there is no storm.
    incident_id varchar(40),
    began_at    timestamp with time zone
);

create table attached_group (
    id          uuid         primary key,
    incident_id varchar(40)  not null references incident (id),
    source      varchar(120) not null,
    group_hash  varchar(64)  not null,
    group_key   varchar(500) not null,
    kind        varchar(10)  not null,
    service     varchar(120) not null,
    reason      varchar(500) not null,
    attached_at timestamp with time zone not null,
    left_at     timestamp with time zone,
    left_to     varchar(40)  references incident (id),
    left_by     varchar(120),
    left_reason varchar(500)
);
create index attached_group_of_incident on attached_group (incident_id);
create index attached_group_of_source on attached_group (source, attached_at);

-- How the group came into its incident; null for a group with an incident of its own.
alter table alert_slot add column attached varchar(10);

-- The group in whose payload the alert came first; null for alerts before this version.
alter table alert_text add column group_hash varchar(64);
