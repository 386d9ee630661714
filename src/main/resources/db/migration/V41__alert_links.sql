-- What the sender of an alert links it to (one "address name" in a line) and the runbook that it names. Runs on
-- PostgreSQL and on H2.
alter table alert_text add column links text;
alter table alert_text add column runbook varchar(120);
