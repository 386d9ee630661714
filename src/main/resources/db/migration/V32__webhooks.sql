-- Outgoing events (ADR 30): one row for each event and receiver, kept until the receiver has it or the retries end.
create table webhook_event (
    id           uuid         primary key,
    webhook      varchar(40)  not null,
    entry        bigint       not null, -- the entry of the timeline, which also orders the events of an incident
    incident_id  varchar(40)  not null references incident (id),
    event        varchar(40)  not null,
    body         text         not null, -- the same bytes at each try
    attempts     integer      not null default 0,
    why          varchar(500),
    created_at   timestamp with time zone not null,
    due_at       timestamp with time zone not null,
    locked_until timestamp with time zone,
    settled_at   timestamp with time zone,
    unique (webhook, entry)
);
create index webhook_event_due on webhook_event (webhook, settled_at, due_at);
create index webhook_event_of_incident on webhook_event (webhook, incident_id, settled_at, entry);

-- How far the timeline was read for a receiver, and whether it said that it is gone.
create table webhook (
    name            varchar(40)  primary key,
    seen            bigint       not null,
    disabled_at     timestamp with time zone,
    disabled_sha256 varchar(64)  -- of the address that is gone: another address is tried again
);
