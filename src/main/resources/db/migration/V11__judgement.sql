-- By which facts an incident was judged and which severity they proposed: alerts that join it are measured by this. Runs on
-- PostgreSQL and on H2.
create table judgement (
    incident_id varchar(40) primary key references incident (id),
    facts       text       not null, -- JSON: the worst that was said so far
    proposed    varchar(2) not null
);
