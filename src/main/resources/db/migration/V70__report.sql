-- Figures of each month, as reports show them, and incidents from before Firebreak.

create table report_month (
    month_start            date    primary key,
    incidents              integer not null,
    mttr_seconds           bigint, -- the mean; null if none was resolved
    p1                     integer not null,
    p2                     integer not null,
    postmortems_completed  integer not null,
    actions_completed      integer not null,
    repeats                integer not null,
    figures                text    not null, -- all of them, as JSON
    computed_at            timestamp with time zone not null
);

create table past_incident (
    row_hash        varchar(64)  primary key, -- of opened_at, service, severity and cause
    opened_at       timestamp with time zone not null,
    acknowledged_at timestamp with time zone,
    resolved_at     timestamp with time zone,
    severity        varchar(2)   not null,
    service         varchar(120) not null,
    cause           varchar(500),
    imported_by     varchar(120) not null,
    imported_at     timestamp with time zone not null
);
create index past_incident_opened on past_incident (opened_at);

-- Figures read the pages that were sent in a month.
create index delivery_settled on delivery (settled_at);
