package dev.firebreak.alert.view;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.web.FieldInvalid;
import dev.firebreak.web.ListPage;
import dev.firebreak.web.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the alerts of an incident for people. */
@Repository
public class AlertsOfIncident {

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private static final String ORDER = "a.first_seen desc, a.fingerprint, a.source, a.starts_at";
    private static final String REVERSED = "a.first_seen, a.fingerprint desc, a.source desc, a.starts_at desc";
    private static final String AFTER = "(a.first_seen < :seen or (a.first_seen = :seen and (a.fingerprint > :print"
            + " or (a.fingerprint = :print and (a.source > :source"
            + " or (a.source = :source and a.starts_at > :starts))))))";
    private static final String BEFORE = "(a.first_seen > :seen or (a.first_seen = :seen and (a.fingerprint < :print"
            + " or (a.fingerprint = :print and (a.source < :source"
            + " or (a.source = :source and a.starts_at < :starts))))))";

    private final JdbcClient jdbc;

    AlertsOfIncident(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Firing alerts first, then the latest. */
    public List<AlertView> list(IncidentId incident, int limit, int offset) {
        return jdbc.sql("""
                        select * from alert join alert_text using (source, fingerprint, starts_at)
                        where incident_id = ?
                        order by case when resolved_in is null then 0 else 1 end, first_seen desc, fingerprint
                        limit ? offset ?""")
                .param(incident.value())
                .param(limit)
                .param(offset)
                .query(AlertsOfIncident::alert)
                .list();
    }

    /** One page of the alerts of an incident, those that came last first. */
    ListPage<AlertView> page(IncidentId incident, PageRequest page, int size) {
        var cursor = page.cursor() == null ? null : Cursor.of(page);
        var order = page.isBackward() ? REVERSED : ORDER;
        var found = jdbc.sql("select * from alert a join alert_text using (source, fingerprint, starts_at)"
                        + " where a.incident_id = :incident and "
                        + (cursor == null ? "true" : page.isBackward() ? BEFORE : AFTER)
                        + " order by " + order + " limit :limit offset :offset")
                .params(cursor == null ? Map.of() : cursor.parameters())
                .param("incident", incident.value())
                .param("limit", size + 1)
                .param("offset", page.offset(size))
                .query((row, n) -> new Found(alert(row, n), Cursor.of(row)))
                .list();
        var rows = ListPage.of(page, found, size, it -> it.cursor().text());
        return new ListPage<>(rows.rows().stream().map(Found::alert).toList(), rows.before(), rows.after());
    }

    private record Found(AlertView alert, Cursor cursor) {}

    /** Names an alert's place in the list, so that the place is known even when the alert is gone. */
    private record Cursor(Instant firstSeen, Instant startsAt, String fingerprint, String source) {

        static Cursor of(ResultSet row) throws SQLException {
            return new Cursor(
                    instant(row, "first_seen"),
                    instant(row, "starts_at"),
                    row.getString("fingerprint"),
                    row.getString("source"));
        }

        static Cursor of(PageRequest page) {
            try {
                var parts = Arrays.stream(page.cursor().split("\\.", 4))
                        .map(part -> new String(Base64.getUrlDecoder().decode(part), UTF_8))
                        .toArray(String[]::new);
                return new Cursor(Instant.parse(parts[0]), Instant.parse(parts[1]), parts[2], parts[3]);
            } catch (IllegalArgumentException | DateTimeParseException | ArrayIndexOutOfBoundsException e) {
                throw new FieldInvalid(page.isBackward() ? "before" : "after", "must be from a Link header");
            }
        }

        String text() {
            return Stream.of(firstSeen.toString(), startsAt.toString(), fingerprint, source)
                    .map(part -> Base64.getUrlEncoder().withoutPadding().encodeToString(part.getBytes(UTF_8)))
                    .collect(Collectors.joining("."));
        }

        Map<String, Object> parameters() {
            return Map.of("seen", at(firstSeen), "starts", at(startsAt), "print", fingerprint, "source", source);
        }
    }

    private static AlertView alert(ResultSet row, int n) throws SQLException {
        var lastSeen = instant(row, "last_seen");
        return new AlertView(
                row.getString("source"),
                row.getString("fingerprint"),
                status(row),
                row.getString("name"),
                row.getString("severity"),
                row.getString("service"),
                row.getString("symptom"),
                row.getString("target"),
                row.getString("summary"),
                row.getString("description"),
                row.getString("labels").lines().toList(),
                row.getString("runbook_url"),
                row.getString("source_url"),
                AlertLink.of(row.getString("links")),
                row.getBoolean("incomplete"),
                clamped(instant(row, "starts_at"), lastSeen),
                clamped(instant(row, "ends_at"), lastSeen),
                instant(row, "first_seen"),
                lastSeen,
                row.getLong("seen"));
    }

    private static String status(ResultSet row) throws SQLException {
        return row.getObject("resolved_in") != null ? "resolved" : row.getBoolean("stale") ? "stale" : "firing";
    }

    /**
     * No alert starts before 2000 or after it was received (guarantees.md D17); the journal keeps the time that was
     * sent.
     */
    private static Instant clamped(Instant at, Instant lastSeen) {
        if (at == null || at.isBefore(EARLIEST)) {
            return at == null ? null : EARLIEST;
        }
        return at.isAfter(lastSeen) ? lastSeen : at;
    }
}
