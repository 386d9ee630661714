-- What the ledger itself holds of an approval, where no model can write. Runs on PostgreSQL and on H2.

-- What authorize-step answered to the ledger, and what the forms show of the plan. A step planned before needs a new plan.
alter table step add column authorized varchar(20) not null default 'TWO';
alter table step add column tier varchar(40) not null default '';
alter table step add column shown text not null default '';

-- What people said by completing a form of run-step, one row for each task.
create table step_word (
    task_id   varchar(64)  primary key,
    step_id   uuid         not null,
    form      varchar(64)  not null,
    said_by   varchar(120) not null,
    word      varchar(20)  not null,
    comment   varchar(1000),
    objection varchar(500), -- why the word can't be taken for a yes
    at        timestamp with time zone not null
);
create index step_word_of_step on step_word (step_id, at);
