-- How "firing" and "resolved" of one alert follow each other, so that the sender's last word counts. Runs on PostgreSQL
-- and on H2.
alter table alert add column fired_first timestamp with time zone; -- when "firing" was received first
alter table alert add column fired_last timestamp with time zone;  -- and last
alter table alert add column refired_in uuid;                      -- the batch in which it fired again under the same start

update alert set fired_first = first_seen, fired_last = case when resolved_in is null then last_seen else first_seen end
    where resolved_in is null or incident_id is not null;

-- How often the alerts of an incident fired again soon after their resolve, and when people were told of it.
alter table alert_clearance add column flaps integer default 0 not null;
alter table alert_clearance add column last_flap timestamp with time zone;
alter table alert_clearance add column flapping_told_at timestamp with time zone;
alter table alert_clearance add column clear_due timestamp with time zone; -- when an all-clear that is held back is due

-- Alerts that fire always, so that a missing one is noticed: never an incident, only when each was heard.
create table alert_heartbeat (
    source       varchar(120) not null,
    fingerprint  varchar(64)  not null,
    name         varchar(200) not null,
    first_seen   timestamp with time zone not null,
    last_firing  timestamp with time zone,
    last_resolved timestamp with time zone,
    primary key (source, fingerprint)
);
