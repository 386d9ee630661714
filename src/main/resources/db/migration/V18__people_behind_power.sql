-- Who is behind what may act or be published (guarantees.md "Step policy"). Runs on PostgreSQL and on H2.

-- When another person last changed the roles or the password of an account: it can't approve for a while.
create table account_change (
    account    varchar(255) primary key,
    changed_by varchar(255) not null,
    changed_at timestamp with time zone not null
);

-- People who can't approve a step, and by which part: who asked for it, wrote a model of it, declared the incident.
create table step_part (
    step_id uuid         not null,
    person  varchar(120) not null,
    part    varchar(200) not null,
    primary key (step_id, person, part)
);

-- Who made the last decision that changed the severity; null while it is the table's own.
alter table incident add column severity_by varchar(120);

-- What people submitted in forms and commands of an incident, where no model can write. A delegate records each once.
create table person_command (
    id          bigint generated always as identity primary key,
    incident_id varchar(40)  not null,
    name        varchar(120) not null, -- the form's key or the message's name
    given_by    varchar(120) not null,
    commander   boolean      not null, -- whether this person could speak for the incident
    fields      text         not null, -- JSON
    given_at    timestamp with time zone not null,
    recorded_at timestamp with time zone
);
create index person_command_of_incident on person_command (incident_id, name, id);
