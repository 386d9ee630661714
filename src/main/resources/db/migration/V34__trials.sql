-- The last test page and the last sample alert of each person: nobody floods a channel with tests.
create table trial (
    person     varchar(120) not null,
    kind       varchar(20)  not null,
    pressed_at timestamp with time zone not null,
    primary key (person, kind)
);
