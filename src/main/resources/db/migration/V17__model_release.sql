-- Models: who wrote and who released each deployed file, and what waits for release (guarantees.md "Models"). Runs on
-- PostgreSQL and on H2.

-- One row for each file of each deployment since this migration.
create table model_version (
    deployment_id varchar(64)  not null,
    file          varchar(255) not null,
    sha256        varchar(64)  not null,
    author        varchar(120), -- the login that deployed or proposed it; null: the jar or the models folder, at a start
    released_by   varchar(120), -- null where no release was needed
    deployed_at   timestamp with time zone not null,
    primary key (deployment_id, file)
);
create index model_version_of_bytes on model_version (sha256);

-- A deployment that holds a guarded model: it reaches the engine when a second person releases it.
create table model_proposal (
    number        bigint generated always as identity primary key,
    name          varchar(255),
    source        varchar(255),
    author        varchar(120) not null,
    sha256        varchar(64)  not null, -- over the names and bytes of all files
    state         varchar(20)  not null,
    proposed_at   timestamp with time zone not null,
    decided_by    varchar(120),
    decided_at    timestamp with time zone,
    reason        varchar(500),
    deployment_id varchar(64) -- of the engine, once released
);
create index model_proposal_state on model_proposal (state);

create table model_proposal_file (
    proposal bigint       not null references model_proposal (number),
    file     varchar(255) not null,
    content  bytea        not null,
    primary key (proposal, file)
);

-- The guarded models of a proposal: a newer proposal of the same key supersedes it.
create table model_proposal_key (
    proposal  bigint       not null references model_proposal (number),
    model_key varchar(255) not null,
    primary key (proposal, model_key)
);
