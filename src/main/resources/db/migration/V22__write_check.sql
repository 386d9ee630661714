-- One row that every node rewrites every ten seconds, so that a database that takes no writes is noticed.

create table write_check (
    id      int primary key,
    at      timestamp with time zone not null
);

insert into write_check (id, at) values (1, current_timestamp);
