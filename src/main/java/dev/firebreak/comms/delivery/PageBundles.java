package dev.firebreak.comms.delivery;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;
import static org.springframework.transaction.annotation.Propagation.REQUIRES_NEW;

import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.channel.NotificationKey;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.text.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Bundles pages (guarantees.md G13). After a page, the next ones of the same person and channel wait until
 * {@link Settings#every} has passed and leave as one message, the worst incident first. A page that is worse than all
 * of that time does not wait, and takes the waiting ones along. One node at a time sends to a person over a channel.
 */
@Repository
class PageBundles {

    /** How long a node that died while it sent keeps the others from sending: longer than a channel takes. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int WHY = 500;

    /**
     * {@code firebreak.comms.bundle}.
     *
     * @param every a person gets at most one page over a channel in this time, except worse ones; 0 sends each page on
     *     its own
     */
    @ConfigurationProperties("firebreak.comms.bundle")
    record Settings(@DefaultValue("1m") Duration every) {

        private static final Duration LONGEST = Duration.ofMinutes(10);

        Settings {
            if (every.isNegative() || every.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("firebreak.comms.bundle.every must be between 0s and 10m");
            }
        }
    }

    /** What a page may do now. */
    sealed interface Turn {

        /** It was settled before, perhaps in the bundle of another incident. */
        record Settled(DeliveryState state) implements Turn {}

        /** It waits for the next message to this person. */
        record Wait() implements Turn {}

        /**
         * It is sent now, with all others that wait.
         *
         * @param key of the message: that of the page if it is alone, else that of the bundle
         * @param pages the worst first
         */
        record Send(NotificationKey key, List<Page> pages) implements Turn {

            boolean isBundle() {
                return pages.size() > 1;
            }

            List<NotificationKey> keys() {
                return pages.stream().map(Page::key).toList();
            }
        }
    }

    /** @param rank 1 for P1 and for what has no severity yet, 5 for P5 */
    record Page(long number, NotificationKey key, int rank, String bundle) {}

    private record Own(Page page, DeliveryState state) {}

    private record Window(Instant sentAt, int worst, Instant busyUntil) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration every;

    PageBundles(JdbcClient jdbc, Clock clock, Settings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.every = settings.every();
    }

    boolean isEnabled() {
        return !every.isZero();
    }

    /** Decides what the page may do. After {@link Turn.Send} the caller must call {@link #settle} or {@link #failed}. */
    @Transactional(propagation = REQUIRES_NEW)
    public Turn claim(NotificationKey key, Contact to, String channel) {
        var window = lock(to, channel);
        var now = clock.instant();
        var own = own(key, to, channel);
        if (own.state() != DeliveryState.DUE) {
            return new Turn.Settled(own.state());
        }
        if (window.busyUntil() != null && window.busyUntil().isAfter(now)) {
            return waits(own.page(), now.plus(POLL));
        }
        var next = window.sentAt() == null ? now : window.sentAt().plus(every);
        if (next.isAfter(now) && own.page().rank() >= window.worst()) {
            return waits(own.page(), next);
        }
        jdbc.sql("update page_window set busy_until = ? where person = ? and channel = ?")
                .params(at(now.plus(LEASE)), to.id(), channel)
                .update();
        var due = due(key, to, channel);
        return due.size() == 1 ? alone(due.get(0)) : bundle(due);
    }

    /** Settles all pages of the message. Locks in the order of {@link #claim}, the window first. */
    @Transactional(propagation = REQUIRES_NEW)
    public void settle(Turn.Send message, Contact to, String channel, DeliveryState state, String why) {
        var now = at(clock.instant());
        jdbc.sql("update page_window set busy_until = null, worst = ?, sent_at = ? where person = ? and channel = ?")
                .params(message.pages().get(0).rank(), now, to.id(), channel)
                .update();
        jdbc.sql("""
                        update delivery set on_timeline = (on_timeline and state = :state), state = :state, why = :why,
                        settled_at = :now, attempts = attempts + 1 where number in (:numbers)""")
                .param("state", state.name())
                .param("why", why == null ? null : Text.shown(why, WHY))
                .param("now", now)
                .param("numbers", numbers(message.pages()))
                .update();
    }

    /** Records a failed try of all pages of the message; they stay due. */
    @Transactional(propagation = REQUIRES_NEW)
    public void failed(Turn.Send message, Contact to, String channel, String why) {
        jdbc.sql("update page_window set busy_until = null where person = ? and channel = ?")
                .params(to.id(), channel)
                .update();
        jdbc.sql("update delivery set why = :why, attempts = attempts + 1 where number in (:numbers)")
                .param("why", Text.shown(why, WHY))
                .param("numbers", numbers(message.pages()))
                .update();
    }

    private Window lock(Contact to, String channel) {
        jdbc.sql("insert into page_window (person, channel, worst) values (?, ?, 5) on conflict do nothing")
                .params(to.id(), channel)
                .update();
        return jdbc.sql("select * from page_window where person = ? and channel = ? for update")
                .params(to.id(), channel)
                .query((row, n) -> new Window(instant(row, "sent_at"), row.getInt("worst"), instant(row, "busy_until")))
                .single();
    }

    /**
     * The pages that are due for the person over the channel, the worst first. A page whose incident was acknowledged
     * since needs nobody any more; one that became due after the acknowledgement does.
     */
    private List<Page> due(NotificationKey key, Contact to, String channel) {
        return jdbc.sql("""
                        select d.number, d.incident_id, d.message, d.bundle, i.severity from delivery d
                        join incident i on i.id = d.incident_id
                        where d.person = :person and d.channel = :channel and d.state = 'DUE'
                        and (d.message like 'page-%' or d.message like 'poison-%')
                        and ((d.incident_id = :incident and d.message = :message)
                          or (i.status in (:open) and (i.acknowledged_by is null or exists (
                            select 1 from timeline_entry t where t.incident_id = d.incident_id
                            and t.milestone = 'ACKNOWLEDGED' and t.at < d.due_at))))
                        order by coalesce(i.severity, 'P1'), d.number""")
                .param("person", to.id())
                .param("channel", channel)
                .param("incident", key.incident().value())
                .param("message", key.message())
                .param("open", IncidentStatus.openNames())
                .query(PageBundles::page)
                .list();
    }

    private Own own(NotificationKey key, Contact to, String channel) {
        return jdbc.sql("""
                        select d.number, d.incident_id, d.message, d.bundle, d.state, i.severity from delivery d
                        join incident i on i.id = d.incident_id
                        where d.incident_id = ? and d.message = ? and d.person = ? and d.channel = ?""")
                .params(key.incident().value(), key.message(), to.id(), channel)
                .query((row, n) -> new Own(page(row, n), DeliveryState.valueOf(row.getString("state"))))
                .single();
    }

    private Turn waits(Page own, Instant until) {
        jdbc.sql("update delivery set not_before = ? where number = ?")
                .params(at(until), own.number())
                .update();
        return new Turn.Wait();
    }

    private Turn alone(Page page) {
        if (page.bundle() != null) {
            jdbc.sql("update delivery set bundle = null, bundle_size = null where number = ?")
                    .param(page.number())
                    .update();
        }
        return new Turn.Send(page.key(), List.of(page));
    }

    /** The same pages as in an earlier try are the same message, with the same key (guarantees.md A12). */
    private Turn bundle(List<Page> pages) {
        var before = pages.get(0).bundle();
        var again = before != null
                && pages.stream().allMatch(page -> Objects.equals(page.bundle(), before))
                && size(before) == pages.size();
        var bundle = again ? before : "bundle-" + UUID.randomUUID().toString().substring(0, 18);
        if (!again) {
            jdbc.sql("update delivery set bundle = :bundle, bundle_size = :size where number in (:numbers)")
                    .param("bundle", bundle)
                    .param("size", pages.size())
                    .param("numbers", numbers(pages))
                    .update();
        }
        return new Turn.Send(new NotificationKey(pages.get(0).key().incident(), bundle, true), pages);
    }

    private long size(String bundle) {
        return jdbc.sql("select count(*) from delivery where bundle = ?")
                .param(bundle)
                .query(Long.class)
                .single();
    }

    private static List<Long> numbers(List<Page> pages) {
        return pages.stream().map(Page::number).toList();
    }

    private static Page page(ResultSet row, int n) throws SQLException {
        var severity = row.getString("severity");
        return new Page(
                row.getLong("number"),
                new NotificationKey(new IncidentId(row.getString("incident_id")), row.getString("message"), true),
                severity == null ? 1 : severity.charAt(1) - '0',
                row.getString("bundle"));
    }
}
