-- The format that reads a stored payload. The default is the only format there was so far; an older node goes on without it.

alter table alert_delivery add column format varchar(40) default 'alertmanager' not null;
