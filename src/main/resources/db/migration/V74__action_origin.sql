-- A line of a post-mortem is filed once, whatever else was filed for the incident.
alter table action_item add column origin varchar(64); -- hash of the line; null if a person filed the item
create unique index action_item_origin on action_item (incident_id, origin);
