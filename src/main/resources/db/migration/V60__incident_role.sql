-- Who has which role in an incident besides command. Runs on PostgreSQL and on H2.
create table incident_role (
    incident_id varchar(40)  not null references incident (id),
    role        varchar(40)  not null,
    person      varchar(120) not null,
    assigned_by varchar(120) not null,
    assigned_at timestamp with time zone not null,
    primary key (incident_id, role)
);
