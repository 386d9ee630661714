-- What Statuspage.io knows of each incident that customers were told of. Runs on PostgreSQL and on H2.
create table statuspage_incident (
    incident_id  varchar(40) primary key references incident (id),
    -- Set before the first POST: one that follows looks up whether there is an incident with our marker.
    is_tried     boolean     not null default false,
    remote_id    varchar(80),
    -- How many of the incident's posts it has.
    sent         integer     not null default 0,
    is_closed    boolean     not null default false,
    attempts     integer     not null default 0,
    due_at       timestamp with time zone not null,
    locked_until timestamp with time zone,
    why          varchar(300)
);
