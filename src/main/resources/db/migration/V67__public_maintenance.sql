-- A silence that the public status page shows as scheduled maintenance, in words for customers. PostgreSQL and H2.
alter table silence add column public_text varchar(500);
