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
 * Lets nodes that start at the same time on one PostgreSQL take turns; otherwise they would create the same tables (see
 * guarantees.md A16). It is a session-level advisory lock, which PostgreSQL releases when a node is killed.
 */
class StartupLock implements ApplicationListener<SpringApplicationEvent> {

    /** "firebrea" */
    static final long KEY = 0x6669726562726561L;

    private static final Logger LOG = LoggerFactory.getLogger(StartupLock.class);
    private static final Duration MAX_WAIT = Duration.ofMinutes(2);
    private static final Duration RETRY_INTERVAL = Duration.ofMillis(250);

    private Connection session;

    @Override
    public void onApplicationEvent(SpringApplicationEvent event) {
        if (event instanceof ApplicationPreparedEvent prepared) {
            take(prepared.getApplicationContext().getEnvironment());
        } else if (event instanceof ApplicationStartedEvent || event instanceof ApplicationFailedEvent) {
            release();
        }
    }

    private void take(Environment environment) {
        var url = environment.getProperty("spring.datasource.url", "");
        if (!url.startsWith("jdbc:postgresql:")) {
            return;
        }
        try {
            session = DriverManager.getConnection(url, login(environment));
            await();
            SchemaLevel.refuseNewer(session);
            PostgresDurability.check(session);
        } catch (SQLException e) {
            throw new StartupRefused(
                    "the database of spring.datasource.url (%s) can't be opened: %s"
                            .formatted(url.split("\\?", 2)[0], SingleLine.of(e.getMessage())),
                    e);
        }
    }

    /**
     * Waits at most two minutes: a node that hangs in its start must not block the others, and has created its tables
     * by then.
     */
    private void await() throws SQLException {
        var end = System.nanoTime() + MAX_WAIT.toNanos();
        for (var logged = false; !acquire(); logged = true) {
            if (System.nanoTime() >= end) {
                LOG.warn("Another node has been starting for {}: starting in parallel", MAX_WAIT);
                return;
            }
            if (!logged) {
                LOG.info("Another node is starting on this database: waiting for it");
            }
            pause();
        }
    }

    private boolean acquire() throws SQLException {
        try (var statement = session.prepareStatement("select pg_try_advisory_lock(?)")) {
            statement.setLong(1, KEY);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_INTERVAL.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private void release() {
        if (session == null) {
            return;
        }
        try {
            session.close();
        } catch (SQLException e) {
            LOG.warn("Could not release the startup lock; the database releases it: {}", e.toString());
        }
        session = null;
    }

    private static Properties login(Environment environment) {
        var login = new Properties();
        Binder.get(environment)
                .bind("spring.datasource.hikari.data-source-properties", Bindable.mapOf(String.class, String.class))
                .ifBound(login::putAll); // such as sslmode: the password is only sent to servers that the pools trust
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

    /** Skips a missing value: the URL may contain it. */
    private static void put(Properties login, String key, String value) {
        if (value != null && !value.isEmpty()) {
            login.setProperty(key, value);
        }
    }
}
