-- Post-mortems: tags, who approved one, and how incidents that happened before are found.

alter table postmortem add column approved_by varchar(120);
alter table postmortem add column approved_at timestamp with time zone;

create table postmortem_tag (
    incident_id varchar(40) not null references incident (id),
    tag         varchar(40) not null,
    primary key (incident_id, tag)
);
create index postmortem_tag_name on postmortem_tag (tag);

create index incident_of_service on incident (service, symptom, opened_at);

alter table action_item add column closed_at timestamp with time zone;
create index action_item_closed on action_item (closed_at);
