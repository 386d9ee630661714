package dev.firebreak.lifecycle.start;

import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentReport;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Severity;
import dev.firebreak.text.Text;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The outbox of process starts: one row for each incident whose process has not started yet. It gives the rows out worst
 * first, by {@link StartUrgency} (ADR 22). Only the holder of the incident's lock may take its row, so that no
 * transaction waits for two locks.
 */
@Repository
public class ProcessStartOutbox {

    /** After this many failures, people are paged. */
    static final int MAX_FAILURES = 5;

    /** How the start of an incident's process is named among the suspects (guarantees.md A19). */
    static final String SUSPECT = "start:";

    private static final int MAX_REASON_LENGTH = 500;

    private static final String IS_SUSPECT =
            "exists (select 1 from job_suspect s where s.job = '" + SUSPECT + "' || incident_id)";

    /** How many rows a claim looks at for each one it may take: other nodes may have locked the first ones. */
    private static final int LOOK_AHEAD = 4;

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;
    private final Incidents incidents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    /** Event: the outbox has new rows as soon as the transaction commits. */
    record RowsAdded() {}

    /**
     * A process to start.
     *
     * @param cleared whether the incident's alerts cleared before the start
     */
    record Start(Incident incident, Map<String, Object> facts, boolean cleared) {}

    public ProcessStartOutbox(
            JdbcTemplate batches, JdbcClient jdbc, Incidents incidents, ApplicationEventPublisher events, Clock clock) {
        this.batches = batches;
        this.jdbc = jdbc;
        this.incidents = incidents;
        this.events = events;
        this.clock = clock;
    }

    /** Which rows a dispatcher takes. */
    enum Lane {
        /** Only rows that may become P1, so that no other start delays them. */
        URGENT("urgency = 1 and due_at <= :now order by urgency, start_by"),
        /** All rows: the worst first, but none waits for more than its patience. */
        ALL("due_at <= :now order by start_by");

        private final String turn;

        Lane(String turn) {
            this.turn = turn;
        }
    }

    void add(Map<IncidentId, IncidentReport> reports) {
        var now = clock.instant();
        batches.batchUpdate(
                "insert into process_start (incident_id, facts, due_at, urgency, start_by) values (?, ?, ?, ?, ?)",
                reports.entrySet(),
                reports.size(),
                (row, entry) -> {
                    var urgency = StartUrgency.of(entry.getValue().facts());
                    row.setString(1, entry.getKey().value());
                    row.setString(2, FactsJson.write(entry.getValue().facts()));
                    row.setObject(3, at(now));
                    row.setInt(4, number(urgency));
                    row.setObject(5, at(now.plus(StartUrgency.patience(urgency))));
                });
        events.publishEvent(new RowsAdded());
    }

    /** Adds an incident whose process was lost. The caller has locked the incident. */
    public void addAgain(IncidentId incident, Map<String, Object> facts, boolean cleared) {
        var now = clock.instant();
        var urgency = StartUrgency.of(facts);
        jdbc.sql("insert into process_start (incident_id, facts, due_at, cleared, urgency, start_by)"
                        + " values (?, ?, ?, ?, ?, ?)")
                .params(incident.value(), FactsJson.write(facts), at(now), cleared, number(urgency))
                .param(at(now.plus(StartUrgency.patience(urgency))))
                .update();
        events.publishEvent(new RowsAdded());
    }

    /**
     * Takes due rows that no other transaction has locked, the first in turn. Their incidents stay locked until the
     * transaction ends.
     */
    List<Start> claim(Lane lane, int atMost) {
        return take(lock(lane, atMost));
    }

    /** Locks incidents of due rows that no other transaction has locked, the first in turn. */
    List<IncidentId> lock(Lane lane, int atMost) {
        var candidates = due(lane, LOOK_AHEAD * atMost);
        var locked = new ArrayList<IncidentId>();
        for (var from = 0; from < candidates.size() && locked.size() < atMost; ) {
            var to = Math.min(candidates.size(), from + atMost - locked.size());
            locked.addAll(lockFree(candidates.subList(from, to)));
            from = to;
        }
        return locked;
    }

    /** Locks those of the incidents that no other transaction has locked. */
    List<IncidentId> lockFree(List<IncidentId> incidents) {
        return jdbc.sql("select id from incident where id in (:ids) order by id for update skip locked")
                .param("ids", incidents.stream().map(IncidentId::value).toList())
                .query((row, n) -> new IncidentId(row.getString("id")))
                .list();
    }

    /** Those of the incidents that no other transaction has locked now; they don't stay locked. */
    List<IncidentId> lockable(List<IncidentId> incidents) {
        return incidents.isEmpty() ? incidents : lockFree(incidents);
    }

    /** Takes the rows of these incidents that still exist. The caller has locked the incidents. */
    List<Start> take(Collection<IncidentId> locked) {
        if (locked.isEmpty()) {
            return List.of();
        }
        var rows = new TreeMap<String, Row>();
        jdbc.sql("select incident_id, facts, cleared from process_start where incident_id in (:ids)")
                .param("ids", locked.stream().map(IncidentId::value).toList())
                .query(row -> {
                    rows.put(row.getString("incident_id"), new Row(row.getString("facts"), row.getBoolean("cleared")));
                });
        if (rows.isEmpty()) {
            return List.of();
        }
        jdbc.sql("delete from process_start where incident_id in (:ids)")
                .param("ids", rows.keySet())
                .update();
        return incidents.lock(rows.keySet().stream().map(IncidentId::new).toList()).stream()
                .map(incident -> rows.get(incident.id().value()).start(incident))
                .toList();
    }

    private record Row(String facts, boolean cleared) {

        Start start(Incident incident) {
            return new Start(incident, FactsJson.read(facts), cleared);
        }
    }

    /** How often the start has failed; empty if the process has started. The caller has locked the incident. */
    Optional<Integer> failures(IncidentId incident) {
        return jdbc.sql("select failures from process_start where incident_id = ?")
                .param(incident.value())
                .query(Integer.class)
                .optional();
    }

    /** The facts for the assessment of those incidents whose process has not started yet. */
    public Map<IncidentId, Map<String, Object>> facts(Collection<IncidentId> locked) {
        var facts = new HashMap<IncidentId, Map<String, Object>>();
        jdbc.sql("select incident_id, facts from process_start where incident_id in (:ids)")
                .param("ids", locked.stream().map(IncidentId::value).toList())
                .query(row -> {
                    facts.put(new IncidentId(row.getString("incident_id")), FactsJson.read(row.getString("facts")));
                });
        return facts;
    }

    /** Worse facts also bring the turn forward. */
    public void updateFacts(Map<IncidentId, Map<String, Object>> facts) {
        var now = clock.instant();
        batches.batchUpdate(
                "update process_start set facts = ?, urgency = ?, start_by = least(start_by, ?) where incident_id = ?",
                facts.entrySet(),
                1_000,
                (row, entry) -> {
                    var urgency = StartUrgency.of(entry.getValue());
                    row.setString(1, FactsJson.write(entry.getValue()));
                    row.setInt(2, number(urgency));
                    row.setObject(3, at(now.plus(StartUrgency.patience(urgency))));
                    row.setString(4, entry.getKey().value());
                });
    }

    private static int number(Severity urgency) {
        return urgency.ordinal() + 1;
    }

    /** Stores whether all alerts are cleared, for the process to know at its start. */
    public void setCleared(IncidentId incident, boolean cleared) {
        jdbc.sql("update process_start set cleared = ? where incident_id = ?")
                .param(cleared)
                .param(incident.value())
                .update();
    }

    /** The incidents of due rows, the first in turn first; locks nothing. */
    List<IncidentId> due(Lane lane, int atMost) {
        return jdbc.sql("select incident_id from process_start where not parked and not " + IS_SUSPECT + " and "
                        + lane.turn + " limit :most")
                .param("now", at(clock.instant()))
                .param("most", atMost)
                .query((row, n) -> new IncidentId(row.getString("incident_id")))
                .list();
    }

    /** The incidents of due rows whose start a node began and did not end; locks nothing. */
    List<IncidentId> suspects() {
        return jdbc.sql("select incident_id from process_start where not parked and " + IS_SUSPECT + " and "
                        + Lane.ALL.turn)
                .param("now", at(clock.instant()))
                .query((row, n) -> new IncidentId(row.getString("incident_id")))
                .list();
    }

    /**
     * Postpones the start: by a second, after {@link #MAX_FAILURES} by a minute. Returns the number of failures so far.
     */
    int postpone(IncidentId incident, String why) {
        var times = 1 + failures(incident).orElse(0);
        var wait = times < MAX_FAILURES ? Duration.ofSeconds(1) : Duration.ofMinutes(1);
        jdbc.sql("update process_start set failures = ?, failure = ?, due_at = ? where incident_id = ?")
                .param(times)
                .param(Text.shown(why, MAX_REASON_LENGTH))
                .param(at(clock.instant().plus(wait)))
                .param(incident.value())
                .update();
        return times;
    }
}
