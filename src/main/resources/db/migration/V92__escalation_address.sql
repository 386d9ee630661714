-- Where an escalation outside goes is approved together with its words. Runs on PostgreSQL and on H2.
alter table external_escalation add column mail varchar(320);
