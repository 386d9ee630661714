-- Members and security incidents of the time before V15, as far as the record knows them. Runs on PostgreSQL and on H2.
insert into incident_member (incident_id, person, part, since)
select id, commander, 'COMMANDER', opened_at from incident where commander is not null;

insert into incident_member (incident_id, person, part, since)
select id, acknowledged_by, 'RESPONDER', opened_at from incident i
where acknowledged_by is not null
  and not exists (select 1 from incident_member m where m.incident_id = i.id and m.person = i.acknowledged_by);

insert into incident_member (incident_id, person, part, since)
select incident_id, person, 'PAGED', min(expires_at) from ack_link a
where not exists (select 1 from incident_member m where m.incident_id = a.incident_id and m.person = a.person)
group by incident_id, person;

-- "now" lets the sweep of the next start hide their processes, too.
insert into members_only (incident_id, since)
select incident_id, current_timestamp from judgement where facts like '%"securityIssue":"yes"%';
