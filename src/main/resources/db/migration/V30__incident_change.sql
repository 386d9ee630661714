-- What changed in which incident, for open pages and programs (ADR 29). Runs on PostgreSQL and on H2.

-- Written with the timeline. The position comes after the commit, so a reader that has seen one never misses a lower one.
create table incident_change (
    number      bigint generated always as identity primary key,
    incident_id varchar(40) not null,
    action      varchar(40) not null, -- the word in the audit
    at          timestamp with time zone not null,
    position    bigint
);
create index incident_change_position on incident_change (position);

-- The lock of the positions: one node assigns them at a time.
create table incident_change_log (
    id   int    primary key,
    size bigint not null
);
insert into incident_change_log (id, size) values (1, 0);
