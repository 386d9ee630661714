-- Reminders before a shift, each sent once: a node takes one until leased_until. Runs on PostgreSQL and on H2.

-- channel: which took it; null until one did. ready_at: when the person said that they are ready.
create table shift_reminder (
    rota         varchar(120) not null,
    person       varchar(120) not null,
    starts_at    timestamp with time zone not null,
    leased_until timestamp with time zone,
    sent_at      timestamp with time zone,
    channel      varchar(20),
    troubles     varchar(1000),
    ready_at     timestamp with time zone,
    primary key (rota, person, starts_at)
);
create index shift_reminder_start on shift_reminder (starts_at);
