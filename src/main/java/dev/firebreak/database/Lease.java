package dev.firebreak.database;

import static dev.firebreak.database.Timestamps.at;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The right of one holder to a row of a table until a time, so that a holder that dies is followed by another. Whoever
 * writes by the right asks for it in the same statement or transaction: a holder that is late finds it lost. Names of
 * tables and columns are constants of the code.
 */
public final class Lease {

    private final JdbcClient jdbc;
    private final String take;
    private final String lock;
    private final String release;

    /**
     * @param key the column that names a row
     * @param owner the column with the holder; null while there is none
     * @param until the column with the end of the lease
     */
    public Lease(JdbcClient jdbc, String table, String key, String owner, String until) {
        this.jdbc = jdbc;
        var row = " where " + key + " = ? and ";
        this.take = "update " + table + " set " + owner + " = ?, " + until + " = ?" + row + "(" + owner + " is null or "
                + owner + " = ? or " + until + " <= ?)";
        this.lock = "select " + key + " from " + table + row + owner + " = ? for update";
        this.release = "update " + table + " set " + owner + " = null, " + until + " = ?" + row + owner + " = ?";
    }

    /** Takes or keeps the row for this holder; false if another one has it, or if there is no such row. */
    public boolean take(String key, String holder, Instant now, Instant until) {
        return jdbc.sql(take).params(holder, at(until), key, holder, at(now)).update() == 1;
    }

    /** Locks the row for this transaction; false if it is another one's by now. */
    public boolean lock(String key, String holder) {
        return jdbc.sql(lock).params(key, holder).query(String.class).optional().isPresent();
    }

    /** Any holder may take the row now. Changes nothing if it is another one's. */
    public void release(String key, String holder, Instant now) {
        jdbc.sql(release).params(at(now), key, holder).update();
    }
}
