package dev.firebreak.comms.webhook;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.channel.NotificationKey;
import dev.firebreak.comms.delivery.Deliveries;
import dev.firebreak.comms.delivery.DeliveryState;
import dev.firebreak.comms.webhook.WebhookSettings.Webhook;
import dev.firebreak.incident.Decision;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.text.Hash;
import dev.firebreak.text.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Repository of the events that wait for their receivers (ADR 30). It finds them in the timeline, which every fact of
 * an incident reaches in the transaction of the fact, so that none is lost and no transaction waits for a receiver. Each
 * event also is a delivery of its incident, which the incident's page shows.
 */
@Repository
class WebhookQueue {

    /** An entry may become visible after one with a higher number, but never later than this. */
    private static final Duration LATEST_COMMIT = Duration.ofMinutes(10);

    private static final int BATCH = 200;
    private static final int WHY = 500;

    /** @param attempts how often it was tried before */
    record Queued(
            UUID id,
            String webhook,
            long entry,
            IncidentId incident,
            WebhookEventType type,
            String body,
            int attempts,
            Instant createdAt) {

        NotificationKey key() {
            return new NotificationKey(incident, "event-" + type.word() + "." + entry, false);
        }
    }

    private record Entry(long number, Instant at, String action, String what, String who, IncidentId incident) {}

    private final JdbcClient jdbc;
    private final Incidents incidents;
    private final Deliveries deliveries;
    private final WebhookPayload payload;
    private final Clock clock;

    WebhookQueue(JdbcClient jdbc, Incidents incidents, Deliveries deliveries, WebhookPayload payload, Clock clock) {
        this.jdbc = jdbc;
        this.incidents = incidents;
        this.deliveries = deliveries;
        this.payload = payload;
        this.clock = clock;
    }

    /** Begins with what happens from now on, unless the receiver is known. */
    void register(String name) {
        jdbc.sql("insert into webhook (name, seen)"
                        + " select cast(? as varchar(40)), coalesce(max(number), 0) from timeline_entry"
                        + " on conflict do nothing")
                .param(name)
                .update();
    }

    /**
     * Adds the events that are new for the receiver. Returns how many. Each is added on its own, the delivery first: what
     * a crash leaves out is added again.
     */
    int add(String name, Webhook webhook) {
        var types = Arrays.stream(WebhookEventType.values())
                .filter(webhook::wants)
                .flatMap(type -> type.actions().stream())
                .toList();
        var seen = jdbc.sql("select seen from webhook where name = ?")
                .param(name)
                .query(Long.class)
                .single();
        var entries = jdbc.sql("""
                        select t.* from timeline_entry t join incident i on i.id = t.incident_id
                        where t.number > :seen and t.action in (:actions)
                          and (t.milestone is not null or t.action not in (:milestones))
                          and (t.action <> :merged or i.merged_into is not null)
                          and (:drills or i.id not like 'DRILL-%')
                          and (:hidden or not exists
                               (select 1 from members_only m where m.incident_id = t.incident_id))
                          and not exists
                               (select 1 from webhook_event e where e.webhook = :name and e.entry = t.number)
                        order by t.number limit :batch""")
                .param("seen", seen)
                .param("actions", types)
                .param("milestones", WebhookEventType.milestones())
                .param("merged", Decision.MERGED.action())
                .param("drills", !webhook.tracker())
                .param("hidden", webhook.membersOnly())
                .param("name", name)
                .param("batch", BATCH)
                .query(WebhookQueue::entry)
                .list();
        entries.forEach(entry -> add(name, entry));
        if (entries.size() < BATCH) {
            advance(name, seen);
        }
        return entries.size();
    }

    private void add(String name, Entry entry) {
        var type = WebhookEventType.ofAction(entry.action());
        var body = payload.write(type, entry.at(), entry.what(), entry.who(), incidents.get(entry.incident()));
        var now = clock.instant();
        var event = new Queued(UUID.randomUUID(), name, entry.number(), entry.incident(), type, body, 0, now);
        deliveries.due(event.key(), receiver(name), WebhookStatus.CHANNEL);
        jdbc.sql("""
                        insert into webhook_event (id, webhook, entry, incident_id, event, body, created_at, due_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""")
                .params(event.id(), name, entry.number(), entry.incident().value(), type.name(), body)
                .params(at(now), at(now))
                .update();
    }

    /** Entries this old are all visible, so they need not be looked at again. */
    private void advance(String name, long seen) {
        jdbc.sql("""
                        update webhook set seen = (select coalesce(max(t.number), :seen) from timeline_entry t
                        where t.number > :seen and t.at < :then) where name = :name and seen = :seen""")
                .param("seen", seen)
                .param("then", at(clock.instant().minus(LATEST_COMMIT)))
                .param("name", name)
                .update();
    }

    /** Takes the next event that is due; never one while an earlier one of the same incident waits. */
    @Transactional
    public Optional<Queued> claim(String name, Duration lease) {
        var now = clock.instant();
        var next = jdbc.sql("""
                        select * from webhook_event e
                        where e.webhook = :name and e.settled_at is null and e.due_at <= :now
                          and (e.locked_until is null or e.locked_until < :now)
                          and not exists (select 1 from webhook_event b where b.webhook = e.webhook
                               and b.incident_id = e.incident_id and b.settled_at is null and b.entry < e.entry)
                        order by e.due_at, e.entry limit 1""")
                .param("name", name)
                .param("now", at(now))
                .query(WebhookQueue::queued)
                .optional();
        return next.filter(event ->
                jdbc.sql("""
                        update webhook_event set locked_until = ? where id = ? and settled_at is null
                        and (locked_until is null or locked_until < ?)""").params(at(now.plus(lease)), event.id(), at(now)).update() == 1);
    }

    /** Records the end of an event. After a crash in between it is sent again, with the same id. */
    void settle(Queued event, DeliveryState state, String why) {
        deliveries.settle(event.key(), receiver(event.webhook()), WebhookStatus.CHANNEL, state, why);
        jdbc.sql("update webhook_event set settled_at = ?, locked_until = null, why = ?, attempts = attempts + 1"
                        + " where id = ?")
                .params(at(clock.instant()), shown(why), event.id())
                .update();
    }

    /** Records a try that failed; the next one is due then. */
    void retry(Queued event, String why, Instant next) {
        jdbc.sql("update webhook_event set due_at = ?, locked_until = null, why = ?, attempts = attempts + 1"
                        + " where id = ?")
                .params(at(next), shown(why), event.id())
                .update();
        deliveries.failed(event.key(), receiver(event.webhook()), WebhookStatus.CHANNEL, why);
    }

    /** The receiver said that this address is gone: nothing is sent there until another one is configured. */
    void disable(String name, Webhook webhook) {
        jdbc.sql("update webhook set disabled_at = ?, disabled_sha256 = ? where name = ?")
                .params(at(clock.instant()), sha256(webhook), name)
                .update();
    }

    boolean isDisabled(String name, Webhook webhook) {
        return jdbc.sql("select disabled_sha256 from webhook where name = ? and disabled_at is not null")
                .param(name)
                .query(String.class)
                .optional()
                .filter(sha256(webhook)::equals)
                .isPresent();
    }

    private static String sha256(Webhook webhook) {
        return Hash.sha256(webhook.url().toString());
    }

    /** What waits for a receiver after a failed try: how many events, since when, and the last reason. */
    record Backlog(long events, Instant since, String why) {}

    Optional<Backlog> backlog(String name) {
        return jdbc
                .sql("""
                        select count(*) as n, min(created_at) as since, max(why) as why from webhook_event
                        where webhook = ? and settled_at is null and attempts > 0""")
                .param(name)
                .query((row, n) -> new Backlog(row.getLong("n"), instant(row, "since"), row.getString("why")))
                .list()
                .stream()
                .filter(backlog -> backlog.events() > 0)
                .findFirst();
    }

    private static Contact receiver(String name) {
        return new Contact("webhook." + name, "Webhook " + name, null);
    }

    private static String shown(String why) {
        return why == null ? null : Text.shown(why, WHY);
    }

    private static Entry entry(ResultSet row, int n) throws SQLException {
        return new Entry(
                row.getLong("number"),
                instant(row, "at"),
                row.getString("action"),
                row.getString("what"),
                row.getString("who"),
                new IncidentId(row.getString("incident_id")));
    }

    private static Queued queued(ResultSet row, int n) throws SQLException {
        return new Queued(
                row.getObject("id", UUID.class),
                row.getString("webhook"),
                row.getLong("entry"),
                new IncidentId(row.getString("incident_id")),
                WebhookEventType.valueOf(row.getString("event")),
                row.getString("body"),
                row.getInt("attempts"),
                instant(row, "created_at"));
    }
}
