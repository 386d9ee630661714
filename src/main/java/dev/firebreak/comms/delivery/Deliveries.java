package dev.firebreak.comms.delivery;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;
import static org.springframework.transaction.annotation.Propagation.REQUIRES_NEW;

import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.channel.NotificationKey;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.change.IncidentChanges;
import dev.firebreak.text.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The outbox of notifications: one row per notification, contact and channel, due or settled. Each row is written in
 * its own transaction before sending and again after it.
 */
@Repository
public class Deliveries {

    private static final int WHY = 500;
    private static final String SETTLED = "delivery.settled";
    private static final String ROW = " where incident_id = ? and message = ? and person = ? and channel = ?";

    private final JdbcClient jdbc;
    private final IncidentChanges changes;
    private final Clock clock;

    Deliveries(JdbcClient jdbc, IncidentChanges changes, Clock clock) {
        this.jdbc = jdbc;
        this.changes = changes;
        this.clock = clock;
    }

    /** Adds the delivery as due, unless its row exists, and answers its present state. */
    @Transactional(propagation = REQUIRES_NEW)
    public DeliveryState due(NotificationKey key, Contact to, String channel) {
        var added = jdbc.sql("""
                        insert into delivery (incident_id, message, person, person_name, channel, state, due_at)
                        values (?, ?, ?, ?, ?, 'DUE', ?) on conflict do nothing""")
                .params(key.incident().value(), key.message(), to.id(), Text.shown(to.name(), 200), channel)
                .param(now())
                .update();
        return added == 1 ? DeliveryState.DUE : state(key, to, channel);
    }

    private DeliveryState state(NotificationKey key, Contact to, String channel) {
        return jdbc.sql("select state from delivery" + ROW)
                .params(key.incident().value(), key.message(), to.id(), channel)
                .query((row, n) -> DeliveryState.valueOf(row.getString("state")))
                .single();
    }

    /** Records the final state of a delivery. Live pages hear of it with its line of the timeline, or by {@link #tell}. */
    @Transactional(propagation = REQUIRES_NEW)
    public void settle(NotificationKey key, Contact to, String channel, DeliveryState state, String why) {
        jdbc.sql("""
                        update delivery set on_timeline = (on_timeline and state = ?), state = ?, why = ?,
                        settled_at = ?, attempts = attempts + 1""" + ROW)
                .params(state.name(), state.name(), shown(why))
                .param(now())
                .params(key.incident().value(), key.message(), to.id(), channel)
                .update();
    }

    /** Tells live pages that deliveries of this notification were settled, before the timeline has their lines. */
    @Transactional(propagation = REQUIRES_NEW)
    public void tell(NotificationKey key) {
        changes.add(key.incident(), SETTLED, clock.instant());
    }

    /** Records a failed try; the delivery stays due. */
    @Transactional(propagation = REQUIRES_NEW)
    public void failed(NotificationKey key, Contact to, String channel, String why) {
        jdbc.sql("update delivery set why = ?, attempts = attempts + 1" + ROW)
                .params(shown(why), key.incident().value(), key.message(), to.id(), channel)
                .update();
    }

    /** Gives up all deliveries of this notification that are still due. */
    @Transactional(propagation = REQUIRES_NEW)
    public void giveUp(NotificationKey key) {
        var given = jdbc.sql("""
                        update delivery set state = 'GIVEN_UP', settled_at = ?
                        where incident_id = ? and message = ? and state = 'DUE'""")
                .params(now(), key.incident().value(), key.message())
                .update();
        if (given > 0) {
            changes.add(key.incident(), SETTLED, clock.instant());
        }
    }

    /** How many pages of open incidents became due at that time or earlier and are still due. */
    long pagesWaitingSince(Instant then) {
        return jdbc.sql("""
                        select count(*) from delivery d join incident i on i.id = d.incident_id
                        where d.state = 'DUE' and coalesce(d.not_before, d.due_at) <= :then and (d.message like 'page-%' or d.message like 'poison-%')
                        and i.status in (:open) and i.acknowledged_by is null""")
                .param("then", at(then))
                .param("open", IncidentStatus.openNames())
                .query(Long.class)
                .single();
    }

    /** A page of each of these incidents that did not reach its person: the person's name and why. */
    public Map<IncidentId, String> failedPages(Collection<IncidentId> incidents) {
        var failed = new HashMap<IncidentId, String>();
        if (!incidents.isEmpty()) {
            jdbc.sql("""
                            select incident_id, person_name, why, state from delivery
                            where incident_id in (:ids) and message like 'page-%' and state <> 'SENT'
                            and (state <> 'DUE' or attempts > 0) order by number""")
                    .param("ids", incidents.stream().map(IncidentId::value).toList())
                    .query(row -> {
                        var why = row.getString("why");
                        failed.put(
                                new IncidentId(row.getString("incident_id")),
                                row.getString("person_name") + (why == null ? "" : ", " + why));
                    });
        }
        return failed;
    }

    /** When the first delivery of this notification may leave; empty before its first try. */
    public Optional<Instant> dueSince(NotificationKey key) {
        return of(key).stream()
                .map(line -> line.notBefore() == null ? line.dueAt() : line.notBefore())
                .min(Instant::compareTo);
    }

    /** How long this notification waits for the next message to one of its contacts; not negative. */
    Duration wait(NotificationKey key) {
        var now = clock.instant();
        return of(key).stream()
                .filter(line -> line.state() == DeliveryState.DUE && line.notBefore() != null)
                .map(line -> Duration.between(now, line.notBefore()))
                .filter(wait -> !wait.isNegative())
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Whether a page is due at this moment: what is less urgent lets it go first. */
    public boolean isPageWaiting() {
        return pagesWaitingSince(clock.instant()) > 0;
    }

    /** The deliveries of one notification. */
    public List<DeliveryRecord> of(NotificationKey key) {
        return jdbc.sql("select * from delivery where incident_id = ? and message = ? order by number")
                .params(key.incident().value(), key.message())
                .query(Deliveries::line)
                .list();
    }

    /** The deliveries of one incident. */
    public List<DeliveryRecord> of(IncidentId incident) {
        return jdbc.sql("select * from delivery where incident_id = ? order by number")
                .param(incident.value())
                .query(Deliveries::line)
                .list();
    }

    /**
     * Takes the settled deliveries that are not on the timeline yet. Joins the caller's transaction, which writes the
     * lines.
     */
    List<DeliveryRecord> takeUnrecorded(NotificationKey key) {
        var unrecorded = jdbc.sql("""
                        select * from delivery where incident_id = ? and message = ?
                        and state <> 'DUE' and not on_timeline order by number for update""")
                .params(key.incident().value(), key.message())
                .query(Deliveries::line)
                .list();
        jdbc.sql("update delivery set on_timeline = true where incident_id = ? and message = ? and state <> 'DUE'")
                .params(key.incident().value(), key.message())
                .update();
        return unrecorded;
    }

    private static String shown(String why) {
        return why == null ? null : Text.shown(why, WHY);
    }

    private OffsetDateTime now() {
        return at(clock.instant());
    }

    private static DeliveryRecord line(ResultSet row, int n) throws SQLException {
        return new DeliveryRecord(
                row.getString("message"),
                row.getString("person"),
                row.getString("person_name"),
                row.getString("channel"),
                DeliveryState.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getString("why"),
                instant(row, "due_at"),
                instant(row, "settled_at"),
                row.getString("bundle"),
                row.getInt("bundle_size"),
                instant(row, "not_before"));
    }
}
