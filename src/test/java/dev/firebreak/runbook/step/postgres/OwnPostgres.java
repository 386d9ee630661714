package dev.firebreak.runbook.step.postgres;

import dev.firebreak.Lab;
import dev.firebreak.catalog.InMemorySecrets;
import dev.firebreak.catalog.Target;
import dev.firebreak.lab.Until;
import dev.firebreak.runbook.step.postgres.jdbc.JdbcDatabases;
import dev.firebreak.runbook.step.postgres.jdbc.OwnDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mock.env.MockEnvironment;

/** A real PostgreSQL cluster of a test's own, which the test may break and kill, and replicas that stream from it. */
public final class OwnPostgres implements AutoCloseable {

    public final Path data;
    public final int port;
    private final Path home;
    private final List<Connection> sessions = new ArrayList<>();
    private final List<OwnPostgres> replicas = new ArrayList<>();
    private Process server;

    private OwnPostgres(Path home, String name, int port) {
        this.home = home;
        this.data = home.resolve(name);
        this.port = port;
    }

    private static int free() throws IOException {
        try (var free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    /** A cluster with page checksums, fast instead of durable. */
    public static OwnPostgres primary() throws Exception {
        var home = Files.createTempDirectory("own-postgres");
        var owner = home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setOwner(home, owner);
        var primary = new OwnPostgres(home, "primary", free());
        primary.runs(
                "initdb",
                "-D",
                primary.data.toString(),
                "-U",
                "firebreak",
                "-A",
                "trust",
                "-k",
                "--no-sync",
                "-E",
                "UTF8");
        primary.start();
        return primary;
    }

    /** A replica of this server that streams through a slot of its own. */
    public OwnPostgres replica() throws Exception {
        return replica(free());
    }

    /** The same, at this port. */
    public OwnPostgres replica(int at) throws Exception {
        var replica = new OwnPostgres(home, "replica", at);
        runs(
                "pg_basebackup",
                "-h",
                "127.0.0.1",
                "-p",
                String.valueOf(port),
                "-U",
                "firebreak",
                "-D",
                replica.data.toString(),
                "-R",
                "-C",
                "-S",
                "replica_1",
                "-c",
                "fast",
                "--no-sync");
        replicas.add(replica);
        replica.start();
        return replica;
    }

    public void start() throws Exception {
        server = command(
                        "postgres",
                        "-D",
                        data.toString(),
                        "-p",
                        String.valueOf(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "fsync=off",
                        "-c",
                        "shared_buffers=8MB",
                        "-c",
                        "max_standby_streaming_delay=-1",
                        "-c",
                        "wal_receiver_status_interval=1s",
                        "-c",
                        "wal_retrieve_retry_interval=200ms",
                        "-c",
                        "autovacuum=off")
                .start();
        Until.within(Duration.ofSeconds(20)).every(Duration.ofMillis(50)).see("PostgreSQL answers", () -> {
            try (var session = DriverManager.getConnection(url(), "firebreak", "")) {
                return session.isValid(1);
            } catch (SQLException notYet) {
                return false;
            }
        });
    }

    public void stop() {
        if (server != null) {
            runs("pg_ctl", "-D", data.toString(), "-m", "immediate", "stop");
            server.onExit().join();
            server = null;
        }
    }

    /** A session of an application, which ends with this. */
    public Connection session(String user) throws SQLException {
        var session = DriverManager.getConnection(url() + "?ApplicationName=reports", user, "");
        sessions.add(session);
        return session;
    }

    public void endsSessions() throws SQLException {
        for (var session : sessions) {
            session.close();
        }
        sessions.clear();
    }

    public void does(String... statements) throws SQLException {
        in("postgres", statements);
    }

    public void in(String database, String... statements) throws SQLException {
        var address = "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
        try (var session = DriverManager.getConnection(address, "firebreak", "");
                var statement = session.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    public String says(String query) throws SQLException {
        try (var session = DriverManager.getConnection(url(), "firebreak", "");
                var statement = session.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    public JdbcDatabases databases() {
        var secrets = new MockEnvironment().withProperty("FIREBREAK_SECRET_OWN_POSTGRES", "not-asked");
        return new JdbcDatabases(
                InMemorySecrets.of(secrets), new OwnDatabase(new DriverManagerDataSource("jdbc:h2:mem:not-postgres")));
    }

    public Target target() {
        return new Target(
                "own-postgres",
                "postgres",
                "tier-2",
                true,
                false,
                Map.of("url", url(), "user", "firebreak", "password", "secret://own-postgres"),
                Map.of());
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** Runs one of PostgreSQL's programs as its own user, since it refuses to be root. */
    public void runs(String program, String... arguments) {
        try {
            var ended = command(program, arguments).start().onExit().join().exitValue();
            if (ended != 0) {
                throw new AssertionError(program + " ended with " + ended + ": "
                        + Files.readString(home.resolve("log")).lines().toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessBuilder command(String program, String... arguments) {
        var all = new ArrayList<>(List.of(
                "setpriv",
                "--reuid=postgres",
                "--regid=postgres",
                "--clear-groups",
                Lab.Settings.of("POSTGRES_PROGRAMS") + "/" + program));
        all.addAll(List.of(arguments));
        return new ProcessBuilder(all)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()));
    }

    @Override
    public void close() throws IOException, SQLException {
        endsSessions();
        for (var replica : replicas) {
            replica.close();
        }
        stop();
        if (data.endsWith("primary")) {
            try (var files = Files.walk(home)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }
}
