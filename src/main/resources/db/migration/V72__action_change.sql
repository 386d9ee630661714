-- Action items are followed until they are closed with proof; some carry a change that Firebreak makes.

alter table action_item add column closed_by varchar(120);
alter table action_item add column proof varchar(1000);
alter table action_item add column version bigint default 0 not null;

create table action_change (
    id          uuid          primary key,
    action_item bigint        not null references action_item (id),
    kind        varchar(20)   not null, -- monitoring or configuration
    file        varchar(500)  not null, -- below the configured folder
    setting     varchar(200),           -- the key of a configuration
    content     text          not null, -- the rule file, or the value of the key
    found       text,                   -- the file as it was when the change was proposed; null if there was none
    written     text,                   -- the file as the change left it
    state       varchar(20)   not null,
    said        varchar(1000) not null, -- what the last check found
    proposed_by varchar(120)  not null,
    proposed_at timestamp with time zone not null,
    decided_by  varchar(120),
    decided_at  timestamp with time zone
);
create index action_change_of_item on action_change (action_item, proposed_at);
