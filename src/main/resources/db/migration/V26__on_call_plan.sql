-- The hand-overs that a node computed last, by rota: what new time zone rules change shows against them
-- (guarantees.md C8). Runs on PostgreSQL and on H2.
create table on_call_plan (
    rota       varchar(120) primary key,
    definition varchar(64)  not null,
    plan_hash  varchar(64)  not null,
    hand_overs text         not null
);
