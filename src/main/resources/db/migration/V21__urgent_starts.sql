-- The start outbox gives its rows out worst first (ADR 22), and the board's list of open incidents has an index. H2 has
-- no partial indexes, so the index serves both databases by its first column. Runs on PostgreSQL and on H2.
alter table process_start add column urgency integer not null default 1; -- 1 (P1) to 5: the worst that the facts allow
alter table process_start add column start_by timestamp with time zone;  -- its turn: when it came, and what it may wait
update process_start set start_by = due_at;
alter table process_start alter column start_by set not null;
create index process_start_turn on process_start (start_by);
create index process_start_urgent on process_start (urgency, start_by);

create index incident_by_status on incident (status, opened_at desc, id desc);
