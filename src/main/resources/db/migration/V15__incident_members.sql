-- Who takes part in each incident, and the incidents that only those people may see (guarantees.md "Roles"). Runs on
-- PostgreSQL and on H2.
create table incident_member (
    incident_id varchar(40)  not null references incident (id),
    person      varchar(120) not null,
    part        varchar(20)  not null, -- the first part that the person had
    since       timestamp with time zone not null,
    primary key (incident_id, person)
);
create index incident_member_person on incident_member (person);

-- One row per security incident. There are few, so a list of incidents looks into a small table.
create table members_only (
    incident_id varchar(40) primary key references incident (id),
    since       timestamp with time zone not null
);
create index members_only_since on members_only (since);
