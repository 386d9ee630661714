-- What each node has in force of the files that reload while it runs. Runs on PostgreSQL and on H2.

create table node_reload (
    node    varchar(300) not null,
    -- Such as catalogue.
    unit    varchar(60)  not null,
    sha256  varchar(64)  not null,
    seen_at timestamp with time zone not null,
    primary key (node, unit)
);
