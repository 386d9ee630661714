-- One attempt at a change at a time: until when the running one holds it. A killed attempt can be repeated after that.

alter table action_change add column busy_until timestamp with time zone;
