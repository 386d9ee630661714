package dev.firebreak.metrics;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.incident.IncidentStatus;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the figures of the record from the tables, at most once in ten seconds. */
@Component
class RecordFigures {

    static final String NO_SEVERITY = "none";

    /** Monitoring systems ask every 5 to 60 seconds, and each of 40 figures is asked for itself. */
    private static final Duration KEPT = Duration.ofSeconds(10);

    /** Pages of incidents that opened this long ago count. */
    private static final Duration PAGES_OF = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(RecordFigures.class);

    /**
     * The figures at a time.
     *
     * @param incidents how many incidents are open, by severity (or {@value #NO_SEVERITY}) and status
     * @param waiting how much work waits, by queue
     * @param oldest how many seconds ago the oldest work of a queue was due
     * @param firstPages the seconds between the start of an incident and its first page that was handed over, by
     *     severity, sorted
     * @param frozen whether somebody has frozen all effects
     */
    record Figures(
            Instant at,
            Map<String, Map<String, Long>> incidents,
            Map<Queue, Long> waiting,
            Map<Queue, Double> oldest,
            Map<String, List<Double>> firstPages,
            boolean frozen,
            boolean isKnown) {}

    /** Where work waits that is due. */
    enum Queue {
        /** Payloads that are journaled and not applied. */
        ALERTS("select count(*) as n, min(due_at) as oldest from alert_pending where due_at <= :now"),
        /** Incidents whose process has not started. */
        STARTS("select count(*) as n, min(due_at) as oldest from process_start where due_at <= :now"),
        /** Pages that are not handed over. */
        PAGES("""
                select count(*) as n, min(coalesce(not_before, due_at)) as oldest from delivery
                where state = 'DUE' and coalesce(not_before, due_at) <= :now
                and (message like 'page-%' or message like 'poison-%')"""),
        /** Other messages that are not handed over. */
        MESSAGES("""
                select count(*) as n, min(coalesce(not_before, due_at)) as oldest from delivery
                where state = 'DUE' and coalesce(not_before, due_at) <= :now
                and message not like 'page-%' and message not like 'poison-%'"""),
        /** External tasks that no worker holds. */
        TASKS("""
                select count(*) as n, min(coalesce(LOCK_EXP_TIME_, CREATE_TIME_)) as oldest from ACT_RU_EXT_TASK
                where SUSPENSION_STATE_ = 1 and (RETRIES_ is null or RETRIES_ > 0)
                and (LOCK_EXP_TIME_ is null or LOCK_EXP_TIME_ <= :clock)"""),
        /** Timers and other jobs of the engine. */
        JOBS("""
                select count(*) as n, min(DUEDATE_) as oldest from ACT_RU_JOB
                where SUSPENSION_STATE_ = 1 and RETRIES_ > 0 and (DUEDATE_ is null or DUEDATE_ <= :clock)
                and (LOCK_EXP_TIME_ is null or LOCK_EXP_TIME_ <= :clock)"""),
        /** Stuck steps, which wait for a person. */
        STUCK("select count(*) as n, min(INCIDENT_TIMESTAMP_) as oldest from ACT_RU_INCIDENT");

        private final String sql;

        Queue(String sql) {
            this.sql = sql;
        }
    }

    private final JdbcClient jdbc;
    private final Clock clock;
    private Figures last;

    RecordFigures(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The figures, at most ten seconds old. If the database does not answer, none is known. */
    synchronized Figures now() {
        var now = clock.instant();
        if (last == null || last.at().plus(KEPT).isBefore(now) || last.at().isAfter(now)) {
            last = read(now);
        }
        return last;
    }

    private Figures read(Instant now) {
        try {
            var waiting = new HashMap<Queue, Long>();
            var oldest = new HashMap<Queue, Double>();
            for (var queue : Queue.values()) {
                read(queue, now, waiting, oldest);
            }
            return new Figures(now, incidents(), waiting, oldest, firstPages(now), isFrozen(), true);
        } catch (RuntimeException e) {
            LOG.warn("The figures of the record can't be read now: {}", e.toString());
            return new Figures(now, Map.of(), Map.of(), Map.of(), Map.of(), false, false);
        }
    }

    private void read(Queue queue, Instant now, Map<Queue, Long> waiting, Map<Queue, Double> oldest) {
        var statement = jdbc.sql(queue.sql);
        if (queue.sql.contains(":now")) {
            statement = statement.param("now", at(now));
        }
        if (queue.sql.contains(":clock")) {
            statement = statement.param("clock", Timestamp.from(now));
        }
        statement.query(row -> {
            waiting.put(queue, row.getLong("n"));
            var since = row.getTimestamp("oldest");
            oldest.put(queue, since == null ? 0.0 : Math.max(0, seconds(since.toInstant(), now)));
        });
    }

    private Map<String, Map<String, Long>> incidents() {
        var incidents = new HashMap<String, Map<String, Long>>();
        jdbc.sql("""
                        select severity, status, count(*) as n from incident
                        where status in (:open) group by severity, status""").param("open", IncidentStatus.openNames()).query(row -> {
            incidents
                    .computeIfAbsent(
                            Objects.requireNonNullElse(row.getString("severity"), NO_SEVERITY),
                            severity -> new HashMap<>())
                    .put(row.getString("status"), row.getLong("n"));
        });
        return incidents;
    }

    private Map<String, List<Double>> firstPages(Instant now) {
        var delays = new HashMap<String, List<Double>>();
        jdbc.sql("""
                        select i.severity, i.opened_at, min(d.settled_at) as paged_at from incident i
                        join delivery d on d.incident_id = i.id
                        where i.opened_at >= :then and i.severity is not null
                        and d.state = 'SENT' and d.message like 'page-%'
                        group by i.id, i.severity, i.opened_at""").param("then", at(now.minus(PAGES_OF))).query(row -> {
            delays.computeIfAbsent(row.getString("severity"), severity -> new ArrayList<>())
                    .add(seconds(instant(row, "opened_at"), instant(row, "paged_at")));
        });
        delays.values().forEach(all -> all.sort(Double::compare));
        return delays;
    }

    private boolean isFrozen() {
        return jdbc.sql("select frozen from freeze_switch where id = 1")
                .query(Boolean.class)
                .single();
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1_000.0;
    }
}
