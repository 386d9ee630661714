package dev.firebreak.incident;

import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.text.Hash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What of the record has no audit row yet: every timeline entry and every item of evidence, whoever writes it. Joins
 * the caller's transaction. One node at a time takes from it.
 */
@Repository
public class RecordOutbox {

    /** The action of a timeline entry that is no decision. */
    public static final String NOTED = "timeline.added";

    private static final String KEPT = "evidence.kept";

    /**
     * What happened in an incident.
     *
     * @param who a person's id, or the name of the part of Firebreak that acted
     * @param action such as {@code severity.changed}
     */
    public record Fact(IncidentId incident, Instant at, String who, String action, Map<String, String> facts) {}

    private record Row(Object key, Fact fact) {}

    private final JdbcClient jdbc;

    RecordOutbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes the oldest facts, of each kind at most this many. The caller writes their audit rows. */
    public List<Fact> take(int atMost) {
        var facts = new ArrayList<Fact>();
        take(
                "timeline_entry",
                "number",
                jdbc.sql("select * from timeline_entry where not audited order by number limit ?")
                        .param(atMost)
                        .query((row, n) -> new Row(row.getLong("number"), entry(row)))
                        .list(),
                facts);
        take(
                "evidence",
                "id",
                jdbc.sql("select * from evidence where not audited order by taken_at, id limit ?")
                        .param(atMost)
                        .query((row, n) -> new Row(row.getObject("id", UUID.class), evidence(row)))
                        .list(),
                facts);
        return facts;
    }

    private void take(String table, String key, List<Row> rows, List<Fact> facts) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.sql("update " + table + " set audited = true where " + key + " in (:keys)")
                .param("keys", rows.stream().map(Row::key).toList())
                .update();
        rows.forEach(row -> facts.add(row.fact()));
    }

    private static Fact entry(ResultSet row) throws SQLException {
        var facts = new TreeMap<String, String>();
        facts.put("entry", row.getString("number"));
        facts.put("what", row.getString("what"));
        put(facts, "milestone", row.getString("milestone"));
        var details = row.getString("details");
        put(facts, "detailsSha256", details == null ? null : Hash.sha256(details));
        var action = row.getString("action");
        return fact(row, "at", "who", action == null ? NOTED : action, facts);
    }

    private static Fact evidence(ResultSet row) throws SQLException {
        var facts = new TreeMap<String, String>();
        facts.put("id", row.getString("id"));
        facts.put("name", row.getString("name"));
        facts.put("bytes", row.getString("bytes"));
        facts.put("sha256", row.getString("sha256"));
        return fact(row, "taken_at", "taken_by", KEPT, facts);
    }

    private static Fact fact(ResultSet row, String at, String who, String action, Map<String, String> facts)
            throws SQLException {
        return new Fact(
                new IncidentId(row.getString("incident_id")), instant(row, at), row.getString(who), action, facts);
    }

    private static void put(Map<String, String> facts, String name, String value) {
        if (value != null) {
            facts.put(name, value);
        }
    }
}
