package dev.firebreak.alert;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database on which something happens at a chosen moment: before a statement, before or after a commit. */
class FaultyDataSource extends DelegatingDataSource {

    interface Trap {

        default void beforeStatement(String sql) throws SQLException {}

        default void beforeCommit(Connection connection) throws SQLException {}

        default void afterCommit() throws SQLException {}
    }

    private final HikariDataSource pool;
    private volatile Trap trap = new Trap() {};

    FaultyDataSource(HikariDataSource pool) {
        super(pool);
        this.pool = pool;
    }

    void set(Trap next) {
        trap = next;
    }

    void clear() {
        trap = new Trap() {};
    }

    void close() {
        pool.close();
    }

    @Override
    public Connection getConnection() throws SQLException {
        var connection = super.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    var commits = method.getName().equals("commit");
                    if (method.getName().equals("prepareStatement")) {
                        trap.beforeStatement((String) arguments[0]);
                    }
                    if (commits) {
                        trap.beforeCommit(connection);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } finally {
                        if (commits) {
                            trap.afterCommit();
                        }
                    }
                });
    }
}
