package dev.firebreak.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * The application's only DataSource. Takes each connection from the pool of the calling thread's
 * {@link DatabaseBulkhead}.
 */
class BulkheadDataSource extends AbstractDataSource implements OpenConnections, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BulkheadDataSource.class);

    private final Map<DatabaseBulkhead, HikariDataSource> pools = new EnumMap<>(DatabaseBulkhead.class);
    private final Map<DatabaseBulkhead, AtomicReferenceArray<Connection>> inUse = new EnumMap<>(DatabaseBulkhead.class);

    BulkheadDataSource(Function<DatabaseBulkhead, HikariDataSource> pool) {
        for (var bulkhead : DatabaseBulkhead.values()) {
            pools.put(bulkhead, pool.apply(bulkhead));
            // A place is free again when its connection is closed, which another thread may see a little later.
            inUse.put(
                    bulkhead, new AtomicReferenceArray<>(2 * pools.get(bulkhead).getMaximumPoolSize()));
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
        var bulkhead = DatabaseBulkhead.current();
        return noted(bulkhead, pools.get(bulkhead).getConnection());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        var bulkhead = DatabaseBulkhead.current();
        return noted(bulkhead, pools.get(bulkhead).getConnection(username, password));
    }

    private Connection noted(DatabaseBulkhead bulkhead, Connection connection) throws SQLException {
        var places = inUse.get(bulkhead);
        for (var place = 0; place < places.length(); place++) {
            var former = places.get(place);
            if ((former == null || former.isClosed()) && places.compareAndSet(place, former, connection)) {
                break;
            }
        }
        return connection;
    }

    @Override
    public void abort() {
        for (var places : inUse.values()) {
            for (var place = 0; place < places.length(); place++) {
                var connection = places.getAndSet(place, null);
                if (connection != null) {
                    abort(connection);
                }
            }
        }
    }

    private static void abort(Connection connection) {
        try {
            if (!connection.isClosed()) {
                connection.abort(Runnable::run);
            }
        } catch (SQLException e) {
            LOG.debug("A connection ended by itself meanwhile", e);
        }
    }

    @Override
    public void close() {
        pools.values().forEach(HikariDataSource::close);
    }
}
