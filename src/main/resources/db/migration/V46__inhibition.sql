-- Symptoms that wait for the end of their cause. Runs on PostgreSQL and on H2.

create index attached_group_there on attached_group (kind, left_at);
