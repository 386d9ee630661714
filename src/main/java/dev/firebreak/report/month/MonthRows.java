package dev.firebreak.report.month;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.Severity;
import dev.firebreak.report.figure.CountedIncident;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads what the figures need to know about the incidents that were opened in a time. */
@Repository
class MonthRows {

    /** Drills, samples, merged and members-only incidents count for nothing. */
    static final String COUNTED = """
            i.opened_at >= :from and i.opened_at < :to and i.status <> 'MERGED' and i.id not like 'DRILL-%'
            and i.source not like :samples
            and not exists (select 1 from members_only restricted where restricted.incident_id = i.id)""";

    /** Assessments that say that users are affected. */
    private static final Pattern USERS = Pattern.compile("\"usersAffected\":\"(?:all|many|some|few)\"");

    private final JdbcClient jdbc;

    MonthRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is known beside the row of an incident. */
    private static final class Beside {
        private final Map<String, Instant> acknowledged = new HashMap<>();
        private final Map<String, Instant> mitigated = new HashMap<>();
        private final Map<String, Instant> fired = new HashMap<>();
        private final Map<String, Set<String>> fingerprints = new HashMap<>();
        private final Map<String, Integer> alerts = new HashMap<>();
        private final Map<String, Integer> pages = new HashMap<>();
        private final Set<String> acted = new HashSet<>();
        private final Set<String> impacting = new HashSet<>();
    }

    /**
     * Those opened from then on.
     *
     * @param from where the looks for repeats begin; only alerts and causes are read of what was opened before the month
     * @param month where the month begins
     * @param to where it ends
     */
    List<CountedIncident> between(Instant from, Instant month, Instant to) {
        var beside = new Beside();
        milestones(month, to, beside);
        alerts(from, to, beside);
        pages(month, to, beside);
        steps(month, to, beside);
        facts(month, to, beside);
        var rows = new ArrayList<CountedIncident>();
        rows.addAll(query("""
                        select i.id, i.opened_at, i.resolved_at, i.respond_by, i.severity, i.service, i.root_cause, i.status
                        from incident i where\s""" + COUNTED, from, to)
                .query((row, n) -> counted(row, beside))
                .list());
        rows.addAll(jdbc.sql("select * from past_incident where opened_at >= :from and opened_at < :to")
                .param("from", at(from))
                .param("to", at(to))
                .query((row, n) -> past(row))
                .list());
        return rows;
    }

    private JdbcClient.StatementSpec query(String sql, Instant from, Instant to) {
        return jdbc.sql(sql).param("from", at(from)).param("to", at(to)).param("samples", Incident.SAMPLE + "%");
    }

    private void read(String sql, Instant from, Instant to, RowCallbackHandler row) {
        query(sql.replace("{counted}", COUNTED), from, to).query(row);
    }

    private void milestones(Instant from, Instant to, Beside beside) {
        var sql = """
                select t.incident_id, t.milestone, min(t.at) as reached from incident i
                join timeline_entry t on t.incident_id = i.id and t.milestone in ('ACKNOWLEDGED', 'MITIGATED')
                where {counted} group by t.incident_id, t.milestone""";
        read(sql, from, to, row -> {
            var isAcknowledged = row.getString(2).equals(Milestone.ACKNOWLEDGED.name());
            (isAcknowledged ? beside.acknowledged : beside.mitigated).put(row.getString(1), instant(row, 3));
        });
    }

    private void alerts(Instant from, Instant to, Beside beside) {
        var sql = """
                select a.incident_id, a.source, a.fingerprint, count(*), min(a.starts_at) from incident i
                join alert a on a.incident_id = i.id where {counted}
                group by a.incident_id, a.source, a.fingerprint""";
        read(sql, from, to, row -> {
            var id = row.getString(1);
            beside.fingerprints
                    .computeIfAbsent(id, it -> new HashSet<>())
                    .add(row.getString(2) + "\n" + row.getString(3));
            beside.alerts.merge(id, row.getInt(4), Integer::sum);
            beside.fired.merge(id, instant(row, 5), (one, other) -> one.isBefore(other) ? one : other);
        });
    }

    private void pages(Instant from, Instant to, Beside beside) {
        var sql = """
                select d.incident_id, count(*) from incident i
                join delivery d on d.incident_id = i.id and d.state = 'SENT' and d.message like 'page-%'
                where {counted} group by d.incident_id""";
        read(sql, from, to, row -> beside.pages.put(row.getString(1), row.getInt(2)));
    }

    private void steps(Instant from, Instant to, Beside beside) {
        var sql = """
                select distinct s.incident_id from incident i
                join step s on s.incident_id = i.id and s.effect <> 'READ' and s.running_at is not null
                where {counted}""";
        read(sql, from, to, row -> beside.acted.add(row.getString(1)));
    }

    private void facts(Instant from, Instant to, Beside beside) {
        var sql = """
                select j.incident_id, j.facts from incident i join judgement j on j.incident_id = i.id where {counted}""";
        read(sql, from, to, row -> {
            if (USERS.matcher(row.getString(2)).find()) {
                beside.impacting.add(row.getString(1));
            }
        });
    }

    private static CountedIncident counted(ResultSet row, Beside beside) throws SQLException {
        var id = row.getString("id");
        var status = IncidentStatus.valueOf(row.getString("status"));
        return new CountedIncident(
                id,
                beside.fired.get(id),
                instant(row, "opened_at"),
                beside.acknowledged.get(id),
                beside.mitigated.get(id),
                instant(row, "resolved_at"),
                instant(row, "respond_by"),
                severity(row),
                row.getString("service"),
                cause(row.getString("root_cause")),
                beside.impacting.contains(id),
                beside.fingerprints.getOrDefault(id, Set.of()),
                beside.alerts.getOrDefault(id, 0),
                beside.pages.getOrDefault(id, 0),
                beside.acted.contains(id) || beside.mitigated.containsKey(id),
                status == IncidentStatus.CANCELLED,
                !status.isOpen());
    }

    private static CountedIncident past(ResultSet row) throws SQLException {
        return new CountedIncident(
                row.getString("row_hash"),
                null,
                instant(row, "opened_at"),
                instant(row, "acknowledged_at"),
                null,
                instant(row, "resolved_at"),
                null,
                severity(row),
                row.getString("service"),
                cause(row.getString("cause")),
                false,
                Set.of(),
                0,
                0,
                false,
                false,
                row.getString("resolved_at") != null);
    }

    private static Severity severity(ResultSet row) throws SQLException {
        var name = row.getString("severity");
        return name == null ? null : Severity.valueOf(name);
    }

    /** Two people write one cause with other capitals and spaces. */
    private static String cause(String text) {
        var cause = text == null ? "" : text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        return cause.isEmpty() ? null : cause;
    }
}
