-- What was learned. Header, impact and timeline are read from the record and stored nowhere twice.
create table postmortem (
    incident_id          varchar(40)  primary key references incident (id),
    status               varchar(10)  not null,
    version              bigint       not null,
    authors              varchar(1000) not null,
    drafted_at           timestamp with time zone not null,
    due_at               timestamp with time zone not null,
    finished_at          timestamp with time zone,
    summary              text,
    user_impact          text,
    data_loss            varchar(10),
    financial_impact     text,
    what_happened        text,
    why1                 text,
    why2                 text,
    why3                 text,
    why4                 text,
    why5                 text,
    contributing_factors text,
    went_well            text,
    to_improve           text,
    lessons              text,
    action_lines         text
);

create table action_item (
    id          bigint generated always as identity primary key,
    incident_id varchar(40)   not null references incident (id),
    type        varchar(20)   not null,
    description varchar(2000) not null,
    owner       varchar(120),
    due         date,
    status      varchar(10)   not null,
    filed_at    timestamp with time zone not null
);
create index action_item_of_incident on action_item (incident_id, id);
create index action_item_due on action_item (status, due);
