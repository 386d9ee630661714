package dev.firebreak.lifecycle.start;

import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentReport;
import dev.firebreak.incident.Incidents;
import dev.firebreak.text.Text;
import java.time.Clock;
import java.time.Duration;
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
 * The outbox of process starts: one row for each incident whose process has not started yet. Only the holder of the
 * incident's lock may take its row, so that no transaction waits for two locks.
 */
@Repository
public class ProcessStartOutbox {

    /** After this many failures, people are paged. */
    static final int MAX_FAILURES = 5;

    private static final int MAX_REASON_LENGTH = 500;

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

    void add(Map<IncidentId, IncidentReport> reports) {
        var now = at(clock.instant());
        batches.batchUpdate(
                "insert into process_start (incident_id, facts, due_at) values (?, ?, ?)",
                reports.entrySet(),
                reports.size(),
                (row, entry) -> {
                    row.setString(1, entry.getKey().value());
                    row.setString(2, FactsJson.write(entry.getValue().facts()));
                    row.setObject(3, now);
                });
        events.publishEvent(new RowsAdded());
    }

    /** Adds an incident whose process was lost. The caller has locked the incident. */
    public void addAgain(IncidentId incident, Map<String, Object> facts, boolean cleared) {
        jdbc.sql("insert into process_start (incident_id, facts, due_at, cleared) values (?, ?, ?, ?)")
                .params(incident.value(), FactsJson.write(facts), at(clock.instant()), cleared)
                .update();
        events.publishEvent(new RowsAdded());
    }

    /** Takes due rows that no other transaction has locked. Their incidents stay locked until the transaction ends. */
    List<Start> claim(int atMost) {
        return take(jdbc.sql("""
                        select id from incident where id in (
                            select incident_id from process_start where due_at <= :now order by due_at limit :look)
                        order by id limit :most for update skip locked""")
                .param("now", at(clock.instant()))
                .param("look", 4 * atMost)
                .param("most", atMost)
                .query((row, n) -> new IncidentId(row.getString("id")))
                .list());
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

    public void updateFacts(Map<IncidentId, Map<String, Object>> facts) {
        batches.batchUpdate(
                "update process_start set facts = ? where incident_id = ?", facts.entrySet(), 1_000, (row, entry) -> {
                    row.setString(1, FactsJson.write(entry.getValue()));
                    row.setString(2, entry.getKey().value());
                });
    }

    /** Stores whether all alerts are cleared, for the process to know at its start. */
    public void setCleared(IncidentId incident, boolean cleared) {
        jdbc.sql("update process_start set cleared = ? where incident_id = ?")
                .param(cleared)
                .param(incident.value())
                .update();
    }

    List<IncidentId> due(int atMost) {
        return jdbc.sql("select incident_id from process_start where due_at <= ? order by due_at limit ?")
                .param(at(clock.instant()))
                .param(atMost)
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
