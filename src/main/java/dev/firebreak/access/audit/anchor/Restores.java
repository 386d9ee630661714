package dev.firebreak.access.audit.anchor;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Repository of restored databases: noticed, and confirmed by an administrator. Joins the caller's transaction. */
@Repository
class Restores {

    /**
     * A restore that nobody has confirmed yet.
     *
     * @param anchored how many rows the anchor covers
     * @param found how many of them the database has
     */
    record Open(Instant noticedAt, Instant anchoredAt, long anchored, long found) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    Restores(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<Open> open() {
        return jdbc.sql("select * from restored_database where confirmed_at is null order by id limit 1")
                .query((row, n) -> new Open(
                        instant(row, "noticed_at"),
                        instant(row, "anchor_at"),
                        row.getLong("anchor_size"),
                        row.getLong("log_size")))
                .optional();
    }

    void add(Anchor anchor, long found, String node) {
        jdbc.sql("""
                        insert into restored_database
                            (noticed_at, noticed_by, anchor_size, anchor_root, anchor_at, log_size)
                        values (?, ?, ?, ?, ?, ?)""")
                .params(
                        at(clock.instant()),
                        node,
                        anchor.head().size(),
                        anchor.head().root().hex())
                .params(at(anchor.at()), found)
                .update();
    }

    /** Returns whether there was an unconfirmed restore. */
    boolean confirm(String by) {
        return jdbc.sql("update restored_database set confirmed_at = ?, confirmed_by = ? where confirmed_at is null")
                        .params(at(clock.instant()), by)
                        .update()
                > 0;
    }

    /** Who confirmed a restore after that time: it explains why the log does not continue an anchor of then. */
    Optional<String> confirmedSince(Instant then) {
        return jdbc.sql("select confirmed_by from restored_database where confirmed_at >= ? order by id desc limit 1")
                .param(at(then))
                .query(String.class)
                .optional();
    }
}
