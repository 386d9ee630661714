-- Escalation to parties outside, and when somebody last said that a contact is right. Runs on PostgreSQL and on H2.
create table external_escalation (
    id           uuid          primary key,
    incident_id  varchar(40)   not null references incident (id),
    contact      varchar(80)   not null,
    contact_name varchar(200)  not null,
    -- The exact text that leaves, and its hash, by which it is approved.
    body         text          not null,
    sha256       varchar(64)   not null,
    state        varchar(20)   not null,
    written_by   varchar(120)  not null,
    written_at   timestamp with time zone not null,
    approved_by  varchar(120),
    approved_at  timestamp with time zone,
    attempts     integer       not null default 0,
    due_at       timestamp with time zone,
    locked_until timestamp with time zone,
    settled_at   timestamp with time zone,
    why          varchar(500)
);
create index external_escalation_of_incident on external_escalation (incident_id, written_at);
create index external_escalation_due on external_escalation (state, due_at);

create table contact_verification (
    contact     varchar(120) primary key,
    -- Of what the catalogue says of the contact: what changes is read by somebody.
    sha256      varchar(64)  not null,
    verified_at timestamp with time zone not null,
    verified_by varchar(120) not null
);
