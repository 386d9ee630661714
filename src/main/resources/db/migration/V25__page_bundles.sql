-- Pages of several incidents that one person gets as one message (guarantees.md G13). Runs on PostgreSQL and on H2.

-- bundle: the message that carried this page together with others, and how many it carried.
-- not_before: until then the page waits for the next message to this person over this channel.
alter table delivery add column bundle varchar(40);
alter table delivery add column bundle_size integer;
alter table delivery add column not_before timestamp with time zone;
create index delivery_of_person on delivery (person, channel, state);

-- The last page of a person over a channel. busy_until: a node is sending one now, or died while it did.
create table page_window (
    person     varchar(120) not null,
    channel    varchar(20)  not null,
    sent_at    timestamp with time zone,
    worst      integer      not null,
    busy_until timestamp with time zone,
    primary key (person, channel)
);

-- The incidents that a link acknowledges besides that of its own row.
create table ack_link_incident (
    token_hash  varchar(64) not null references ack_link (token_hash),
    position    integer     not null,
    incident_id varchar(40) not null references incident (id),
    level       integer     not null,
    used_at     timestamp with time zone,
    primary key (token_hash, incident_id)
);
