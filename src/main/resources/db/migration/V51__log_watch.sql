-- The log watch: who reads which logs, and how far. Runs on PostgreSQL and on H2.

-- One node at a time reads the logs of a watch, such as the files of a machine.
create table log_watch (
    name varchar(200) primary key,
    owner varchar(60),
    owned_until timestamp with time zone not null,
    -- Why the watch as a whole sees less than it should, or null.
    trouble varchar(2000)
);

-- One log: the position up to which it is read, and what its rules have counted up to there.
create table log_stream (
    watch varchar(200) not null references log_watch (name),
    name varchar(1000) not null,
    service varchar(120) not null,
    position varchar(1000),
    -- JSON; null if nothing is counted.
    counted text,
    -- WATCHED, SKIPPED, UNREADABLE, GONE
    state varchar(20) not null,
    why varchar(500),
    -- Bytes that are not read yet.
    lag bigint not null,
    line_count bigint not null,
    hit_count bigint not null,
    last_hit timestamp with time zone,
    seen_at timestamp with time zone not null,
    primary key (watch, name)
);
