-- The level of the schema: which nodes understand what the tables mean (ADR 23). A migration that older nodes would
-- misread raises it; one that only adds something leaves it alone.

create table schema_level (
    id      int primary key,
    level   int not null
);

insert into schema_level (id, level) values (1, 1);
