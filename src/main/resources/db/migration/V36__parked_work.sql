-- Process starts and payloads of alerts that ended nodes are parked, as jobs are (guarantees.md A19). Runs on PostgreSQL
-- and on H2.

-- The suspects are jobs, external tasks, process starts ("start:" and the incident) and payloads ("alerts:" and the
-- SHA-256 of their content).
alter table job_suspect alter column job set data type varchar(120);

-- Nodes ended while they started this process. It waits for a person.
alter table process_start add column parked boolean not null default false;
