-- Whether the person had a hand in what the step is to do: then somebody else approves it. Runs on PostgreSQL and on H2.
alter table step_word add column shaped boolean not null default false;
