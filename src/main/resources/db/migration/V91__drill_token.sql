-- What the fault of a drill changed, by which it is taken back, and since when that fails. Runs on PostgreSQL and on H2.

alter table drill add column injection_token varchar(200);
alter table drill add column revert_failed_at timestamp with time zone;
