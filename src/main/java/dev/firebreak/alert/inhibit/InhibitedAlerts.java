package dev.firebreak.alert.inhibit;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.noise.Inhibitors.Place;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of alerts that inhibitors hold. Each change joins the caller's transaction. */
@Repository
class InhibitedAlerts {

    private static final String OF_KEY = " where source = ? and fingerprint = ? and starts_at = ?";
    private static final String OF_PAYLOAD =
            " where source = :source and namespace = :namespace and delivery = :delivery";

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;

    InhibitedAlerts(JdbcTemplate batches, JdbcClient jdbc) {
        this.batches = batches;
        this.jdbc = jdbc;
    }

    /** An alert, where its inhibitor fires, and the payload that names it. */
    record Held(Alert.Key key, Place place, UUID delivery) {}

    /** Alerts of one place in one payload. */
    record HeldPayload(Place place, UUID delivery) {}

    /** Alerts that are held already stay with their first payload. */
    void add(List<Held> holds) {
        batches.batchUpdate(
                "insert into inhibited_alert (source, fingerprint, starts_at, namespace, delivery)"
                        + " values (?, ?, ?, ?, ?) on conflict do nothing",
                holds.stream().sorted(Comparator.comparing(Held::key)).toList(),
                1_000,
                (row, held) -> {
                    key(row, held.key());
                    row.setString(4, held.place().namespace());
                    row.setObject(5, held.delivery());
                });
    }

    List<HeldPayload> all() {
        return jdbc.sql("select distinct source, namespace, delivery from inhibited_alert")
                .query((row, n) -> new HeldPayload(
                        new Place(row.getString("source"), row.getString("namespace")),
                        row.getObject("delivery", UUID.class)))
                .list();
    }

    /**
     * Ends the hold of a payload's alerts and forgets those that still fire in no incident, as if the payload had never
     * been applied.
     *
     * @return how many still fire
     */
    int release(HeldPayload payload) {
        var firing = firing(payload);
        batches.batchUpdate("delete from alert_text" + OF_KEY, firing, 1_000, InhibitedAlerts::key);
        batches.batchUpdate("delete from alert" + OF_KEY, firing, 1_000, InhibitedAlerts::key);
        of(jdbc.sql("delete from inhibited_alert" + OF_PAYLOAD), payload).update();
        return firing.size();
    }

    /** Locked, in the order in which batches lock alerts. */
    private List<Alert.Key> firing(HeldPayload payload) {
        return of(
                        jdbc.sql("select source, fingerprint, starts_at from alert where resolved_in is null"
                                + " and incident_id is null and (source, fingerprint, starts_at) in"
                                + " (select source, fingerprint, starts_at from inhibited_alert" + OF_PAYLOAD + ")"
                                + " order by source, fingerprint, starts_at for update"),
                        payload)
                .query((row, n) ->
                        new Alert.Key(row.getString("source"), row.getString("fingerprint"), instant(row, "starts_at")))
                .list();
    }

    private static JdbcClient.StatementSpec of(JdbcClient.StatementSpec statement, HeldPayload payload) {
        return statement
                .param("source", payload.place().source())
                .param("namespace", payload.place().namespace())
                .param("delivery", payload.delivery());
    }

    private static void key(PreparedStatement row, Alert.Key key) throws SQLException {
        row.setString(1, key.source());
        row.setString(2, key.fingerprint());
        row.setObject(3, at(key.startsAt()));
    }
}
