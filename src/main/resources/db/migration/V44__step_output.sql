-- Steps that run for a while, and the lines that they write, for people who watch them. No record: what a step found is
-- in the timeline and in the evidence. Runs on PostgreSQL and on H2.

create table running_step (
    id uuid primary key,
    incident_id varchar(40) not null references incident (id),
    topic varchar(120) not null,
    title varchar(200) not null,
    target varchar(120),
    -- Whether it only reads, so that a person may end it.
    reading boolean not null,
    started_at timestamp with time zone not null,
    -- When its node was last heard of.
    seen_at timestamp with time zone not null,
    ended_at timestamp with time zone,
    done bigint not null,
    total bigint not null,
    unit varchar(60) not null,
    lines bigint not null,
    cancelled_by varchar(120),
    cancel_reason varchar(400)
);
create index running_step_of_incident on running_step (incident_id, started_at);
create index running_step_by_end on running_step (ended_at, seen_at);

create table step_output (
    running_step uuid not null references running_step (id) on delete cascade,
    number bigint not null,
    at timestamp with time zone not null,
    text varchar(500) not null,
    primary key (running_step, number)
);
