package dev.firebreak.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** The one DataSource. The lane of the thread that asks decides from which pool its connection comes. */
class BulkheadDataSource extends AbstractDataSource implements AutoCloseable {

    private final Map<DatabaseBulkhead, HikariDataSource> pools = new EnumMap<>(DatabaseBulkhead.class);

    BulkheadDataSource(Function<DatabaseBulkhead, HikariDataSource> pool) {
        for (var lane : DatabaseBulkhead.values()) {
            pools.put(lane, pool.apply(lane));
        }
    }

    /** Fills every pool now: the first alert must not find that its lane can't be opened. */
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
