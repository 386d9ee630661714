-- Mailboxes that are asked for reports: how far each is read, and what became of each mail. Runs on PostgreSQL and on H2.

create table mailbox_position (
    -- The name of the source whose mails these are.
    mailbox      varchar(60) not null primary key,
    -- UIDs count only under this; null before the first look.
    uid_validity bigint,
    -- All mails up to this one are done.
    last_uid     bigint not null,
    -- Mails that came before the first look are left alone.
    since        timestamp with time zone not null,
    lease_owner  varchar(300),
    lease_until  timestamp with time zone not null,
    -- When the last look ended well, and why the last one did not.
    looked_at    timestamp with time zone,
    failure      varchar(500)
);

create table mailbox_mail (
    mailbox     varchar(60) not null,
    -- Of the sender and the Message-ID: a mail is known after the mailbox was made again, too.
    mail_hash   varchar(64) not null,
    received_at timestamp with time zone not null,
    sender      varchar(200) not null,
    subject     varchar(300) not null,
    -- Empty if it was taken as a report.
    ignored     varchar(300) not null,
    primary key (mailbox, mail_hash)
);
create index mailbox_mail_time on mailbox_mail (received_at);

-- A JSON object: by label, a regular expression that its whole value matches.
alter table silence add column patterns varchar(10000) default '{}' not null;
