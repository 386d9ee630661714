package dev.firebreak.alert.noise;

import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.text.Text;
import java.time.Instant;
import java.util.Collection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The table of heartbeats: when each alert that fires always was heard. */
@Repository
class Heartbeats {

    private final JdbcTemplate batches;

    Heartbeats(JdbcTemplate batches) {
        this.batches = batches;
    }

    /** One heartbeat in one payload. */
    record Heartbeat(String source, Alert alert, Instant receivedAt) {}

    /** @param heard sorted by source and fingerprint, so that two nodes never wait for each other */
    void record(Collection<Heartbeat> heard) {
        batches.batchUpdate(
                "insert into alert_heartbeat (source, fingerprint, name, first_seen) values (?, ?, ?, ?)"
                        + " on conflict do nothing",
                heard,
                100,
                (row, heartbeat) -> {
                    row.setString(1, heartbeat.source());
                    row.setString(2, heartbeat.alert().fingerprint());
                    row.setString(3, Text.preview(heartbeat.alert().label("alertname"), 200));
                    row.setObject(4, at(heartbeat.receivedAt()));
                });
        update("last_firing", heard.stream().filter(one -> one.alert().firing()).toList());
        update(
                "last_resolved",
                heard.stream().filter(one -> !one.alert().firing()).toList());
    }

    private void update(String column, Collection<Heartbeat> heard) {
        batches.batchUpdate(
                "update alert_heartbeat set " + column + " = ? where source = ? and fingerprint = ? and (" + column
                        + " is null or " + column + " < ?)",
                heard,
                100,
                (row, heartbeat) -> {
                    row.setObject(1, at(heartbeat.receivedAt()));
                    row.setString(2, heartbeat.source());
                    row.setString(3, heartbeat.alert().fingerprint());
                    row.setObject(4, at(heartbeat.receivedAt()));
                });
    }
}
