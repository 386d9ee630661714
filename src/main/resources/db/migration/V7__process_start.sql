-- Incidents whose record stands and whose process is still to be started: a row lives for milliseconds, unless the process
-- can't be started. The lock of the incident is its lock. Runs on PostgreSQL and on H2.
create table process_start (
    incident_id varchar(40) primary key references incident (id),
    facts       text        not null, -- JSON: what decisions see
    due_at      timestamp with time zone not null,
    failures    integer     not null default 0,
    failure     varchar(500),
    cleared     boolean     not null default false -- its alerts cleared while it waited
);
