-- The proof of the record (ADR 20): a Merkle log over all audit rows. Runs on PostgreSQL and on H2.

-- Audit rows that have no place in the log yet: written with the row, so that the log never waits for a transaction.
create table audit_pending (
    id         bigint generated always as identity primary key,
    chain      varchar(120) not null,
    number     bigint       not null,
    written_at timestamp with time zone default current_timestamp not null
);
insert into audit_pending (chain, number) select chain, number from audit_entry order by chain, number;

-- The log: which audit row is which leaf, from 0, and the leaf's hash.
create table audit_leaf (
    leaf   bigint       primary key,
    chain  varchar(120) not null,
    number bigint       not null,
    hash   varchar(64)  not null,
    unique (chain, number)
);

-- The nodes over the leaves: height 1 covers two leaves, height 2 four. Only complete subtrees have a node.
create table audit_node (
    height int         not null,
    node   bigint      not null,
    hash   varchar(64) not null,
    primary key (height, node)
);

-- The lock of the log: one node adds leaves at a time.
create table audit_log (
    id   int    primary key,
    size bigint not null
);
insert into audit_log (id, size) values (1, 0);

-- What of the record has its audit row. What an earlier version wrote stays without one.
alter table timeline_entry add column action varchar(40);
alter table timeline_entry add column audited boolean default true not null;
alter table timeline_entry alter column audited set default false;
create index timeline_unaudited on timeline_entry (audited, number);
alter table evidence add column audited boolean default true not null;
alter table evidence alter column audited set default false;
create index evidence_unaudited on evidence (audited, taken_at);

-- A database that is older than an anchor: noticed by a node, confirmed by an administrator.
create table restored_database (
    id           bigint generated always as identity primary key,
    noticed_at   timestamp with time zone not null,
    noticed_by   varchar(200) not null,
    anchor_size  bigint       not null,
    anchor_root  varchar(64)  not null,
    anchor_at    timestamp with time zone not null,
    log_size     bigint       not null,
    confirmed_at timestamp with time zone,
    confirmed_by varchar(120)
);

-- The processes that wait until an administrator has confirmed the restore.
create table paused_process (
    process varchar(64) primary key
);

-- The auditor's last round: which node does the next one, and what it found.
create table auditor_round (
    id       int          primary key,
    next_at  timestamp with time zone not null,
    node     varchar(200),
    done_at  timestamp with time zone,
    findings text         not null
);
insert into auditor_round (id, next_at, findings) values (1, timestamp with time zone '2000-01-01 00:00:00+00', '');
