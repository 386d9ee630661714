package dev.firebreak.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * The application's only DataSource. Takes each connection from the pool of the calling thread's
 * {@link DatabaseBulkhead}.
 */
class BulkheadDataSource extends AbstractDataSource implements AutoCloseable {

    private final Map<DatabaseBulkhead, HikariDataSource> pools = new EnumMap<>(DatabaseBulkhead.class);

    BulkheadDataSource(Function<DatabaseBulkhead, HikariDataSource> pool) {
        for (var bulkhead : DatabaseBulkhead.values()) {
            pools.put(bulkhead, pool.apply(bulkhead));
        }
    }

    /** Fills every pool now, so that the start fails, and not the first alert, if the database is unreachable. */
    BulkheadDataSource opened() throws SQLException {
        try {
            for (var pool : pools.values()) {
                pool.getConnection().close();
            }
            return this;
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    Collection<HikariDataSource> pools() {
        return pools.values();
    }

    /** Gives up all connections that are not in use, so that the next ones are new. */
    void renew() {
        pools.values().forEach(pool -> pool.getHikariPoolMXBean().softEvictConnections());
    }

    @Override
    public Connection getConnection() throws SQLException {
        return pools.get(DatabaseBulkhead.current()).getConnection();
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return pools.get(DatabaseBulkhead.current()).getConnection(username, password);
    }

    @Override
    public void close() {
        pools.values().forEach(HikariDataSource::close);
    }
}
