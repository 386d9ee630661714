package dev.firebreak.runbook.whole;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Sessions of an application on one database server, which end with this. */
final class Sessions implements AutoCloseable {

    private final String address;
    private final String user;
    private final String password;
    private final List<Connection> open = new ArrayList<>();

    Sessions(String address, String user, String password) {
        this.address = address;
        this.user = user;
        this.password = password;
    }

    Connection begin() throws SQLException {
        var session = DriverManager.getConnection(address, user, password);
        open.add(session);
        return session;
    }

    /** Takes connections until the server has none left for this user. */
    void takeAll() {
        try {
            while (open.size() < 100) {
                begin();
            }
            throw new AssertionError("the server has no limit");
        } catch (SQLException full) {
            // that is what is wanted
        }
    }

    /** The first column of the first row; empty if there is none. */
    String says(String query) {
        try (var session = DriverManager.getConnection(address, user, password);
                var statement = session.createStatement();
                var row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    void does(String... statements) {
        try (var session = DriverManager.getConnection(address, user, password);
                var statement = session.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(String.join("; ", statements), e);
        }
    }

    boolean answers() {
        try (var session = DriverManager.getConnection(address, user, password)) {
            return session.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        for (var session : open) {
            try {
                session.close();
            } catch (SQLException e) {
                // it ended already
            }
        }
        open.clear();
    }
}
