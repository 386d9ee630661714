package dev.firebreak.alert.silence;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.alert.format.Alert;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of alerts that silences hold. Each change joins the caller's transaction. */
@Repository
public class SilencedAlerts {

    private static final String OF_KEY = " where source = ? and fingerprint = ? and starts_at = ?";

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;

    SilencedAlerts(JdbcTemplate batches, JdbcClient jdbc) {
        this.batches = batches;
        this.jdbc = jdbc;
    }

    /** An alert, the silence that holds it, and the payload that names it. */
    record Held(Alert.Key key, UUID silence, UUID delivery) {}

    /** Payloads that name alerts of one silence. */
    record HeldPayload(UUID silence, UUID delivery) {}

    /**
     * An alert that is held and still fires.
     *
     * @param since when its sender says that it began
     */
    public record SilencedAlert(UUID silence, String name, String service, Instant since) {}

    /** Alerts that are held already stay with their first payload. */
    void add(List<Held> holds) {
        if (holds.isEmpty()) {
            return;
        }
        batches.batchUpdate(
                "insert into silenced_alert (source, fingerprint, starts_at, silence, delivery) values (?, ?, ?, ?, ?)"
                        + " on conflict do nothing",
                holds.stream().sorted(Comparator.comparing(Held::key)).toList(),
                1_000,
                (row, held) -> {
                    key(row, held.key());
                    row.setObject(4, held.silence());
                    row.setObject(5, held.delivery());
                });
    }

    /** What silences hold that are not among these. */
    List<HeldPayload> heldByOthers(Set<UUID> active) {
        return jdbc
                .sql("select distinct silence, delivery from silenced_alert")
                .query((row, n) ->
                        new HeldPayload(row.getObject("silence", UUID.class), row.getObject("delivery", UUID.class)))
                .list()
                .stream()
                .filter(payload -> !active.contains(payload.silence()))
                .toList();
    }

    /**
     * Ends the hold of a payload's alerts and forgets those that still fire in no incident, as if the payload had never
     * been applied.
     *
     * @return how many still fire
     */
    int release(HeldPayload payload) {
        var firing = firing(payload);
        batches.batchUpdate("delete from alert_text" + OF_KEY, firing, 1_000, SilencedAlerts::key);
        batches.batchUpdate("delete from alert" + OF_KEY, firing, 1_000, SilencedAlerts::key);
        jdbc.sql("delete from silenced_alert where silence = ? and delivery = ?")
                .param(payload.silence())
                .param(payload.delivery())
                .update();
        return firing.size();
    }

    /** Locked, in the order in which batches lock alerts. */
    private List<Alert.Key> firing(HeldPayload payload) {
        return jdbc.sql(
                        "select source, fingerprint, starts_at from alert where resolved_in is null and incident_id is null"
                                + " and (source, fingerprint, starts_at) in (select source, fingerprint, starts_at"
                                + " from silenced_alert where silence = ? and delivery = ?)"
                                + " order by source, fingerprint, starts_at for update")
                .param(payload.silence())
                .param(payload.delivery())
                .query((row, n) ->
                        new Alert.Key(row.getString("source"), row.getString("fingerprint"), instant(row, "starts_at")))
                .list();
    }

    private static void key(PreparedStatement row, Alert.Key key) throws SQLException {
        row.setString(1, key.source());
        row.setString(2, key.fingerprint());
        row.setObject(3, at(key.startsAt()));
    }

    /** How many that silences hold and that still fire. */
    public int countFiring() {
        return jdbc.sql("select count(*) from silenced_alert s join alert a on a.source = s.source"
                        + " and a.fingerprint = s.fingerprint and a.starts_at = s.starts_at and a.resolved_in is null")
                .query(Integer.class)
                .single();
    }

    /** At most so many that silences hold and that still fire, the oldest first. */
    public List<SilencedAlert> firing(int limit) {
        return jdbc.sql("select s.silence, t.name, t.service, a.starts_at from silenced_alert s"
                        + " join alert a on a.source = s.source and a.fingerprint = s.fingerprint"
                        + " and a.starts_at = s.starts_at and a.resolved_in is null"
                        + " join alert_text t on t.source = s.source and t.fingerprint = s.fingerprint"
                        + " and t.starts_at = s.starts_at order by a.starts_at, t.name limit ?")
                .param(limit)
                .query((row, n) -> new SilencedAlert(
                        row.getObject("silence", UUID.class),
                        row.getString("name"),
                        row.getString("service"),
                        instant(row, "starts_at")))
                .list();
    }
}
