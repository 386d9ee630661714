-- Where people of an incident meet: the key of its bridge, and its Slack channel. Runs on PostgreSQL and on H2.
create table incident_bridge (
    incident_id varchar(40) primary key references incident (id),
    bridge_key  varchar(64) not null -- random: the address of a members-only incident can't be guessed
);
create table incident_room (
    incident_id   varchar(40)  primary key references incident (id),
    name          varchar(80)  not null,
    is_private    boolean      not null,
    channel       varchar(40),
    topic         varchar(300),
    invited       text         not null default '',
    posted_up_to  bigint       not null default 0,
    created_at    timestamp with time zone not null,
    archived_at   timestamp with time zone,
    next_try_at   timestamp with time zone not null,
    attempts      integer      not null default 0,
    problem       varchar(500)
);
create index incident_room_due on incident_room (archived_at, next_try_at);
-- Signatures of Slack's requests, so that none counts twice. Old ones are deleted.
create table slack_request (
    signature varchar(80) primary key,
    at        timestamp with time zone not null
);
