-- Who gets the public status page's texts by mail, and the mails that wait. Runs on PostgreSQL and on H2.
create table status_subscriber (
    id           uuid         primary key,
    address      varchar(254) not null,
    address_key  varchar(254) not null unique, -- the address in lower case
    -- In each mail to the address; it confirms and ends the subscription and permits nothing else.
    token        varchar(64)  not null unique,
    asked_at     timestamp with time zone not null,
    confirmed_at timestamp with time zone
);
create index status_subscriber_asked on status_subscriber (asked_at);

-- A mail to a subscriber: of a post, or the one that asks to confirm (post 0). Kept until it is settled.
create table status_mail (
    number        bigint generated always as identity primary key,
    subscriber_id uuid         not null references status_subscriber (id) on delete cascade,
    post          bigint       not null,
    attempts      integer      not null default 0,
    created_at    timestamp with time zone not null,
    due_at        timestamp with time zone not null,
    locked_until  timestamp with time zone,
    unique (subscriber_id, post)
);
create index status_mail_due on status_mail (due_at, number);
create index status_mail_of_post on status_mail (post);

-- When the mails of a post were made, and what came of them so far.
alter table status_post add column mailed_at timestamp with time zone;
alter table status_post add column mails_sent integer default 0 not null;
alter table status_post add column mails_failed integer default 0 not null;
alter table status_post add column mails_settled boolean default false not null;
-- Nobody hears now of what was said before there were subscribers.
update status_post set mailed_at = posted_at, mails_settled = true;
