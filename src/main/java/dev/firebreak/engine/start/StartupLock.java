package dev.firebreak.engine.start;

import dev.firebreak.engine.StartupRefused;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Nodes that start at once on one PostgreSQL do it one after the other, or they would make the same tables (guarantees.md A16).
 * The turn is a session's advisory lock: a node that is killed has given it back.
 */
class StartupLock implements ApplicationListener<SpringApplicationEvent> {

    /** "firebrea" */
    static final long KEY = 0x6669726562726561L;

    private static final Logger LOG = LoggerFactory.getLogger(StartupLock.class);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private Connection turn;

    @Override
    public void onApplicationEvent(SpringApplicationEvent event) {
        if (event instanceof ApplicationPreparedEvent prepared) {
            take(prepared.getApplicationContext().getEnvironment());
        } else if (event instanceof ApplicationStartedEvent || event instanceof ApplicationFailedEvent) {
            giveBack();
        }
    }

    private void take(Environment environment) {
        var url = environment.getProperty("spring.datasource.url", "");
        if (!url.startsWith("jdbc:postgresql:")) {
            return;
        }
        try {
            turn = DriverManager.getConnection(url, login(environment));
            await();
        } catch (SQLException e) {
            throw new StartupRefused(
                    "the database of spring.datasource.url (%s) can't be opened: %s"
                            .formatted(url.split("\\?", 2)[0], SingleLine.of(e.getMessage())),
                    e);
        }
    }

    /** A node that hangs in its start must not keep the others out for ever: it has made its tables by then. */
    private void await() throws SQLException {
        var end = System.nanoTime() + LONGEST.toNanos();
        for (var said = false; !isOurs(); said = true) {
            if (System.nanoTime() >= end) {
                LOG.warn("Another node has been starting for {}: going on beside it", LONGEST);
                return;
            }
            if (!said) {
                LOG.info("Another node is starting on this database: waiting for it");
            }
            pause();
        }
    }

    private boolean isOurs() throws SQLException {
        try (var statement = turn.prepareStatement("select pg_try_advisory_lock(?)")) {
            statement.setLong(1, KEY);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_EVERY.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private void giveBack() {
        if (turn == null) {
            return;
        }
        try {
            turn.close();
        } catch (SQLException e) {
            LOG.warn("The turn to start could not be given back, the database does it: {}", e.toString());
        }
        turn = null;
    }

    private static Properties login(Environment environment) {
        var login = new Properties();
        Binder.get(environment)
                .bind("spring.datasource.hikari.data-source-properties", Bindable.mapOf(String.class, String.class))
                .ifBound(login::putAll); // such as sslmode: the password goes to nobody whom the pools would not trust
        put(login, "user", environment.getProperty("spring.datasource.hikari.username"));
        put(login, "password", environment.getProperty("spring.datasource.hikari.password"));
        put(login, "user", environment.getProperty("spring.datasource.username"));
        put(login, "password", environment.getProperty("spring.datasource.password"));
        login.setProperty("ApplicationName", "firebreak start");
        login.setProperty("connectTimeout", "3");
        login.setProperty("socketTimeout", "10");
        login.setProperty("tcpKeepAlive", "true");
        return login;
    }

    /** What is not set may stand in the URL. */
    private static void put(Properties login, String key, String value) {
        if (value != null && !value.isEmpty()) {
            login.setProperty(key, value);
        }
    }
}
