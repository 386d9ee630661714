-- How a person wants to be paged, in place of what the catalogue says. Runs on PostgreSQL and on H2.
create table contact_method (
    person      varchar(120) primary key,
    ntfy        varchar(64),
    phone       varchar(20),
    rules       varchar(300) not null,
    quiet_zone  varchar(80),
    quiet_from  varchar(8),
    quiet_until varchar(8),
    changed_at  timestamp with time zone not null
);

-- Pages that go on over a person's next channels unless somebody acknowledges: due at due_at, taken by a node until
-- leased_until. A row goes once its message left, or nobody needs it any more.
create table page_follow_up (
    incident_id  varchar(40)  not null references incident (id),
    message      varchar(120) not null,
    person       varchar(120) not null,
    channel      varchar(20)  not null,
    policy       varchar(20)  not null,
    paged_at     timestamp with time zone not null,
    due_at       timestamp with time zone not null,
    leased_until timestamp with time zone,
    primary key (incident_id, message, person, channel)
);
create index page_follow_up_due on page_follow_up (due_at);
