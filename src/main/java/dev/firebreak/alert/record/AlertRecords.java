package dev.firebreak.alert.record;

import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.alert.format.Alert;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The texts of alerts, written once when an alert is new. */
@Repository
class AlertRecords {

    private final JdbcTemplate batches;

    AlertRecords(JdbcTemplate batches) {
        this.batches = batches;
    }

    /**
     * A new alert as it is stored for people.
     *
     * @param group the hash of its group's key
     */
    record AlertRecord(Alert.Key key, AlertSummary summary, boolean incomplete, String group) {}

    void write(List<AlertRecord> alerts) {
        batches.batchUpdate("""
                insert into alert_text (source, fingerprint, starts_at, name, severity, service, symptom, target, summary,
                    description, labels, runbook_url, source_url, incomplete, links, runbook, group_hash)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", alerts, 1_000, (row, alert) -> {
            key(row, alert.key());
            row.setString(4, alert.summary().name());
            row.setString(5, alert.summary().severity());
            row.setString(6, alert.summary().service());
            row.setString(7, alert.summary().symptom());
            row.setString(8, alert.summary().target());
            row.setString(9, alert.summary().summary());
            row.setString(10, alert.summary().description());
            row.setString(11, alert.summary().labels());
            row.setString(12, alert.summary().runbookUrl());
            row.setString(13, alert.summary().sourceUrl());
            row.setBoolean(14, alert.incomplete());
            row.setString(15, alert.summary().links());
            row.setString(16, alert.summary().runbook());
            row.setString(17, alert.group());
        });
    }

    /** A group that an alert fires in again. */
    record AlertGroupOf(Alert.Key key, String group) {}

    /** An alert may fire again in another group than before; only who knows its group can take it out of an incident. */
    void regroup(List<AlertGroupOf> again) {
        batches.batchUpdate(
                "update alert_text set group_hash = ? where source = ? and fingerprint = ? and starts_at = ?"
                        + " and (group_hash is null or group_hash <> ?)",
                again,
                1_000,
                (row, alert) -> {
                    row.setString(1, alert.group());
                    row.setString(2, alert.key().source());
                    row.setString(3, alert.key().fingerprint());
                    row.setObject(4, at(alert.key().startsAt()));
                    row.setString(5, alert.group());
                });
    }

    private static void key(PreparedStatement row, Alert.Key key) throws SQLException {
        row.setString(1, key.source());
        row.setString(2, key.fingerprint());
        row.setObject(3, at(key.startsAt()));
    }
}
