-- The last test page and the last sample alert of each person: nobody floods a channel with tests.
create table trial (
    person     varchar(120) not null,
    kind       varchar(20)  not null,
    pressed_at timestamp with time zone not null,
    primary key (person, kind)
);

-- What the last reload of the models refused: people read it on the page about models.
create table refused_model (
    file       varchar(255) primary key,
    reason     varchar(500) not null,
    refused_by varchar(120) not null,
    refused_at timestamp with time zone not null
);
