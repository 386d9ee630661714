\getenv password_of_postgres password_of_postgres
\getenv password_of_firebreak password_of_firebreak
\getenv password_of_exporter password_of_exporter
\getenv password_of_gitea password_of_gitea

alter role postgres password :'password_of_postgres';

-- PostgreSQL 15 reserves connections for superusers only (pg_use_reserved_connections comes with 16). The runbook needs one
-- when all others are taken, and ALTER SYSTEM needs a superuser anyway. The exporter needs one, too, because otherwise an
-- exhausted pool would look like a database outage.
create role firebreak superuser login password :'password_of_firebreak';
create role exporter  superuser login password :'password_of_exporter';

create role gitea login password :'password_of_gitea';
create database gitea owner gitea;
