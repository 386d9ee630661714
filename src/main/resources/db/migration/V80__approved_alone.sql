-- A commander who broke the glass: this approval counts for all that the step needs.
alter table approval add column alone boolean default false not null;
