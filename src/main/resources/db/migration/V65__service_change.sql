-- Changes of services, such as deployments, as programs and people report them. Runs on PostgreSQL and on H2.
create table service_change (
    id          uuid          primary key,
    -- What makes a repeated report the same change.
    change_key  varchar(64)   not null unique,
    service     varchar(120)  not null,
    what        varchar(500)  not null,
    who         varchar(120)  not null,
    happened_at timestamp with time zone not null,
    link        varchar(1000),
    sender      varchar(120)  not null,
    received_at timestamp with time zone not null
);
create index service_change_of_service on service_change (service, happened_at);
create index service_change_at on service_change (happened_at);

-- The record that an external tracker keeps of an incident, as its webhook answered.
create table ticket (
    incident_id varchar(40)   not null references incident (id),
    tracker     varchar(40)   not null,
    reference   varchar(100)  not null,
    url         varchar(1000),
    kept_at     timestamp with time zone not null,
    primary key (incident_id, tracker)
);
