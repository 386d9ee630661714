-- What the public status page says: the texts that a commander wrote for customers, as they were sent. Runs on
-- PostgreSQL and on H2.
create table status_post (
    number      bigint generated always as identity primary key,
    post_key    varchar(200) not null unique,
    incident_id varchar(40)  not null references incident (id),
    status      varchar(20)  not null,
    body        text         not null,
    posted_at   timestamp with time zone not null
);
create index status_post_of_incident on status_post (incident_id, number);
