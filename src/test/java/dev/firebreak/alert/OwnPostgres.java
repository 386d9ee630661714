package dev.firebreak.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.lab.Until;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of a test's own, in a folder of the test, which the test may crash, kill and promote. It needs root
 * and the server's programs, as the lab installs them. A kill is no power failure: what was written and not flushed
 * survives it.
 */
final class OwnPostgres implements AutoCloseable {

    private static final Path PROGRAMS = programs();
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Path home;
    private final Path data;
    private final int port;

    private OwnPostgres(Path home) throws IOException {
        this.home = home;
        this.data = home.resolve("data");
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.createDirectories(home);
    }

    /** A new server that is not started yet. */
    static OwnPostgres create(Path home, String... settings) throws Exception {
        var server = new OwnPostgres(home);
        server.own();
        server.asPostgres("initdb", "--pgdata=" + server.data, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8");
        server.configure("max_connections = 60", "synchronous_commit = on");
        server.configure(settings);
        return server;
    }

    /** A standby of this server, started. */
    OwnPostgres standby(Path itsHome) throws Exception {
        var standby = new OwnPostgres(itsHome);
        standby.own();
        standby.asPostgres(
                "pg_basebackup",
                "--pgdata=" + standby.data,
                "--write-recovery-conf",
                "--checkpoint=fast",
                "--host=127.0.0.1",
                "--port=" + port,
                "--username=postgres");
        standby.configure();
        return standby.start();
    }

    void configure(String... settings) throws IOException {
        var lines = new ArrayList<>(List.of(settings));
        lines.add("port = " + port);
        lines.add("listen_addresses = '127.0.0.1'");
        lines.add("unix_socket_directories = '" + home + "'");
        var file = data.resolve("postgresql.conf");
        Files.writeString(file, Files.readString(file) + String.join("\n", lines) + "\n");
    }

    OwnPostgres start() throws Exception {
        asPostgres("pg_ctl", "start", "--pgdata=" + data, "--log=" + log(), "--wait", "--timeout=60");
        return this;
    }

    /** Without a checkpoint, as after a crash of the server. */
    void crash() throws Exception {
        asPostgres("pg_ctl", "stop", "--pgdata=" + data, "--mode=immediate", "--wait");
    }

    void promote() throws Exception {
        asPostgres("pg_ctl", "promote", "--pgdata=" + data, "--wait");
    }

    /** All its processes at once. */
    void kill() throws Exception {
        var server = postmaster();
        var all = Stream.concat(Stream.of(server), server.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        Until.within(SOON).see("PostgreSQL is gone", () -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    ProcessHandle postmaster() throws IOException {
        var pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    boolean isRunning() {
        try {
            return postmaster().isAlive();
        } catch (Exception e) {
            return false;
        }
    }

    Path data() {
        return data;
    }

    Path log() {
        return home.resolve("server.log");
    }

    int port() {
        return port;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    TestDatabase database(String options) {
        return new TestDatabase("jdbc:postgresql://" + address() + "/postgres" + options, "postgres", "");
    }

    void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database("").url(), "postgres", "");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void own() throws Exception {
        run(List.of("chown", "-R", "postgres", home.toString()));
        for (var folder = home.getParent(); folder != null && !folder.equals(Path.of("/tmp")); ) {
            run(List.of("chmod", "a+x", folder.toString()));
            folder = folder.getParent();
        }
    }

    void asPostgres(String program, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("runuser", "-u", "postgres", "--"));
        command.add(PROGRAMS.resolve(program).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    /** The output goes to a file: a server that is started keeps it open. */
    private void run(List<String> command) throws Exception {
        var output = home.resolve("commands.log");
        var process = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        assertThat(process.waitFor())
                .as("%s: %s", command, Files.readString(output, StandardCharsets.UTF_8))
                .isZero();
    }

    private static Path programs() {
        try (var versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.sorted().reduce((one, other) -> other).orElseThrow().resolve("bin");
        } catch (IOException e) {
            throw new IllegalStateException("No PostgreSQL server is installed: run docker/lab/up", e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (isRunning()) {
                crash();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
