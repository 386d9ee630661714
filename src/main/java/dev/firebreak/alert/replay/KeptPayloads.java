package dev.firebreak.alert.replay;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the journal for people, without the bodies. */
@Repository
class KeptPayloads {

    private static final String COLUMNS = "select d.id, d.source, d.format, d.received_at, d.bytes, p.delivery,"
            + " p.poison, p.failure from alert_delivery d left join alert_pending p on p.delivery = d.id";

    private final JdbcClient jdbc;

    KeptPayloads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The newest first.
     *
     * @param source all if empty
     */
    List<KeptPayload> find(String source, Instant from, Instant to, int limit) {
        return jdbc.sql(COLUMNS + " where (:source = '' or d.source = :source) and d.received_at >= :from"
                        + " and d.received_at < :to order by d.received_at desc, d.id limit :limit")
                .param("source", source)
                .param("from", at(from))
                .param("to", at(to))
                .param("limit", limit)
                .query(KeptPayloads::payload)
                .list();
    }

    /** The oldest first; those that are not kept are left out. */
    List<KeptPayload> of(Collection<UUID> ids) {
        return jdbc.sql(COLUMNS + " where d.id in (:ids) order by d.received_at, d.id")
                .param("ids", ids)
                .query(KeptPayloads::payload)
                .list();
    }

    /** The sources that have sent something that is kept. */
    List<String> sources() {
        return jdbc.sql("select distinct source from alert_delivery order by source")
                .query(String.class)
                .list();
    }

    private static KeptPayload payload(ResultSet row, int n) throws SQLException {
        var state =
                row.getString("poison") != null ? "failed" : row.getObject("delivery") != null ? "waiting" : "applied";
        return new KeptPayload(
                row.getObject("id", UUID.class),
                row.getString("source"),
                row.getString("format"),
                instant(row, "received_at"),
                row.getLong("bytes"),
                state,
                row.getString("failure"));
    }
}
