-- The acknowledge page shows the other pages that wait for the same person.
create index ack_link_of_person on ack_link (person, expires_at);
