-- Decisions that used more time or memory than one evaluation may. Another version has another id and is not parked.
create table decision_parked (
    definition varchar(255) primary key,
    reason varchar(500) not null,
    parked_at timestamp(3) with time zone not null
);

-- Jobs of the engine that a dead node left locked, and how many nodes died since.
create table job_suspect (
    job varchar(64) primary key,
    deaths integer not null,
    owner varchar(255) not null,
    started boolean not null,
    seen_at timestamp(3) with time zone not null
);
