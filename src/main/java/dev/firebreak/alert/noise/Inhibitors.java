package dev.firebreak.alert.noise;

import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.alert.IntakeSettings;
import dev.firebreak.alert.format.Alert;
import dev.firebreak.text.Text;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The table of inhibitors. An InfoInhibitor fires for a namespace while only alerts of severity info fire there; as in
 * Alertmanager, it holds those of the same source and namespace, and a missing namespace equals a missing one. One that
 * its sender has stopped repeating is over.
 */
@Repository
public class Inhibitors {

    private static final String LABEL = "namespace";
    private static final int LENGTH = 300;

    private static final String ACTIVE =
            "select source, namespace from alert_inhibitor where firing and heard_at > :since";

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;
    private final IntakeSettings settings;
    private final Clock clock;

    Inhibitors(JdbcTemplate batches, JdbcClient jdbc, IntakeSettings settings, Clock clock) {
        this.batches = batches;
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /** One inhibitor in one payload. */
    record Heard(String source, Alert alert, Instant receivedAt) {}

    /** Where an inhibitor fires. */
    public record Place(String source, String namespace) {

        /** The place of an alert. */
        public static Place of(String source, Alert alert) {
            var namespace = alert.label(LABEL);
            return new Place(source, namespace == null ? "" : Text.preview(namespace, LENGTH));
        }
    }

    /** @param heard sorted by source and fingerprint, then as they were received */
    void record(Collection<Heard> heard) {
        batches.batchUpdate(
                "insert into alert_inhibitor (source, fingerprint, namespace, heard_at, firing) values (?, ?, ?, ?, false)"
                        + " on conflict do nothing",
                heard,
                100,
                (row, one) -> {
                    row.setString(1, one.source());
                    row.setString(2, one.alert().fingerprint());
                    row.setString(3, Place.of(one.source(), one.alert()).namespace());
                    row.setObject(4, at(one.receivedAt()));
                });
        batches.batchUpdate(
                "update alert_inhibitor set firing = ?, heard_at = ? where source = ? and fingerprint = ?"
                        + " and heard_at <= ?",
                heard,
                100,
                (row, one) -> {
                    row.setBoolean(1, one.alert().firing());
                    row.setObject(2, at(one.receivedAt()));
                    row.setString(3, one.source());
                    row.setString(4, one.alert().fingerprint());
                    row.setObject(5, at(one.receivedAt()));
                });
    }

    /** Where inhibitors fire now. */
    public Set<Place> active() {
        return jdbc.sql(ACTIVE)
                .param(
                        "since",
                        at(clock.instant().minus(settings.repeatInterval().multipliedBy(2))))
                .query((row, n) -> new Place(row.getString("source"), row.getString("namespace")))
                .set();
    }
}
