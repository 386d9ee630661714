-- Alerts that fire again under the start with which they were resolved (semantics.md 4).

alter table alert add column resolved_at timestamp with time zone; -- when the last "resolved" of it was received
alter table alert add column comeback_of timestamp with time zone; -- the start that the sender says, where it is not starts_at

update alert set resolved_at = last_seen where resolved_in is not null;
