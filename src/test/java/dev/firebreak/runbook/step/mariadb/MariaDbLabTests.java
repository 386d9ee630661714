package dev.firebreak.runbook.step.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.Lab;
import dev.firebreak.catalog.InMemorySecrets;
import dev.firebreak.catalog.Target;
import dev.firebreak.lab.Until;
import dev.firebreak.runbook.CompletedStep;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof.Verdict;
import dev.firebreak.runbook.step.mariadb.ServerPlace.Look;
import dev.firebreak.runbook.step.mariadb.jdbc.JdbcMariaDbServers;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/** The steps on a real MariaDB server, in its healthy, broken and "did not help" case. */
@Lab("MARIADB_SERVER")
class MariaDbLabTests {

    private static final ShowMariaDbServer.Order SHOW = new ShowMariaDbServer.Order(90);
    private static final String PASSWORD = "own-mariadb-5c1e";

    private static Path home;
    private static int port;
    private static Process server;

    private final List<Connection> sessions = new ArrayList<>();
    private final MariaDbServers servers = new JdbcMariaDbServers(
            InMemorySecrets.of(new MockEnvironment().withProperty("FIREBREAK_SECRET_OWN_MARIADB", PASSWORD)));

    @BeforeAll
    static void aServerRuns() throws Exception {
        home = Files.createTempDirectory("own-mariadb");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setOwner(
                home, home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("mysql"));
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThat(command(
                                Lab.Settings.of("MARIADB_INSTALL"),
                                "--no-defaults",
                                "--datadir=" + home.resolve("data"),
                                "--skip-test-db",
                                "--auth-root-authentication-method=normal")
                        .start()
                        .waitFor())
                .isZero();
        Files.writeString(
                home.resolve("accounts.sql"),
                String.join(
                        "\n",
                        "create user firebreak@'127.0.0.1' identified by '" + PASSWORD + "';",
                        "grant process, connection admin, super on *.* to firebreak@'127.0.0.1';",
                        "create user blind@'127.0.0.1' identified by '" + PASSWORD + "';",
                        "create user shop@'127.0.0.1' identified by '" + PASSWORD + "';",
                        "create database shop;",
                        "create table shop.orders (n int primary key);",
                        "grant all on shop.* to shop@'127.0.0.1';"));
        start("--init-file=" + home.resolve("accounts.sql"));
    }

    @AfterAll
    static void ends() throws Exception {
        if (server != null) {
            server.destroyForcibly().waitFor();
        }
        try (var files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    @AfterEach
    void noSessionStays() throws SQLException {
        for (var session : sessions) {
            session.close();
        }
    }

    @Test
    void aHealthyServerShowsItsConnectionsAndSessions_andMasksTheirValues() throws Exception {
        var shop = session("shop");
        shop.setAutoCommit(false);
        try (var statement = shop.createStatement()) {
            statement.execute("insert into shop.orders values (1)");
        }

        var seen = Until.within(Duration.ofSeconds(5)) // InnoDB renews the list of transactions ten times a second
                .get(
                        "the transaction",
                        () -> Optional.of(show(known()))
                                .filter(it -> it.details().contains("have changed 1 rows")));

        assertThat(seen.summary()).contains("own-mariadb: answers; ", " of 20 connections used", "disk 40 % full");
        assertThat(seen.details()).contains("MariaDB 10.11", "| shop |");
        assertThat(seen.variables()).containsEntry("databaseReachable", true).containsEntry("connectionsLeft", true);
        assertThat(new CheckRestart(servers, target -> known())
                        .read(new CheckRestart.Order(), target())
                        .variables())
                .as("a server that answers is not restarted")
                .containsEntry("restartSafe", false);
    }

    @Test
    void aFullServerIsSeenThroughItsReservedConnection_andARaisedLimitIsTakenBack() throws Exception {
        fill();
        var full = show(known());
        assertThat(full.variables()).containsEntry("databaseReachable", true).containsEntry("connectionsLeft", false);
        var step = new SetConnectionLimit(servers);

        var plan = Plan.fromJson(
                step.plan(new SetConnectionLimit.Order(60), target()).json());
        assertThat(step.execute(plan, target())).matches(Finding::succeeded);

        assertThat(step.verify(plan, target()).verdict()).isEqualTo(Verdict.DONE);
        session("shop");
        assertThat(show(known()).variables()).containsEntry("connectionsLeft", true);
        var done = new CompletedStep(plan, plan.stateBefore(), Instant.EPOCH);
        var undo = Plan.fromJson(step.planUndo(done, target()).orElseThrow().json());
        assertThat(undo.warnings()).anyMatch(it -> it.contains("lets no one in"));
        assertThat(step.execute(undo, target())).matches(Finding::succeeded);
        assertThat(step.verify(undo, target()).seen()).contains("now has no connection left");
        assertThat(show(known()).summary()).contains("has no connection left for user firebreak");
        sessions.remove(0).close();
        sessions.remove(0).close();
        Until.within(Duration.ofSeconds(5))
                .see("a place is free", () -> step.verify(undo, target()).seen().equals("max_connections is 20"));
        assertThat(step.planUndo(done, target()).orElseThrow().isNothing()).isTrue();
        assertThat(show(known()).variables()).as("it did not help").containsEntry("connectionsLeft", false);
    }

    @Test
    void aServerThatHangsOrIsGoneGivesNoAnswer_andOnlyThenIsARestartSafe() throws Exception {
        signal("STOP");
        try {
            var hangs = show(known());
            assertThat(hangs.summary()).contains("own-mariadb gives no answer");
            assertThat(hangs.variables()).containsEntry("databaseReachable", false);
        } finally {
            signal("CONT");
        }
        server.destroyForcibly().waitFor();

        assertThat(show(known()).variables()).containsEntry("databaseReachable", false);
        assertThat(restartIsSafe(known())).isTrue();
        assertThat(restartIsSafe(new Look("missing", false, -1, ""))).isFalse();

        start();
        var log = Files.readString(home.resolve("log"));
        var recovering = log.substring(0, log.lastIndexOf("ready for connections"));
        assertThat(recovering).as("its own words").contains("crash recovery");
        assertThat(RestartRisk.against(new Look(
                        "running", true, 40, recovering.substring(recovering.lastIndexOf("Starting MariaDB")))))
                .hasValueSatisfying(why -> assertThat(why).contains("recovers from a crash"));
        assertThat(RestartRisk.against(new Look("running", true, 40, log))).isEmpty();
        assertThat(show(known()).variables()).as("the health after it").containsEntry("databaseReachable", true);
    }

    @Test
    void aWrongPasswordAWrongAddressOrTooFewRightsAreNoReasonForARestart() {
        var wrong = new JdbcMariaDbServers(
                InMemorySecrets.of(new MockEnvironment().withProperty("FIREBREAK_SECRET_OWN_MARIADB", "wrong")));

        assertThatThrownBy(() -> new ShowMariaDbServer(wrong, target -> known()).read(SHOW, target()))
                .hasMessageContaining("refuses the login of user firebreak")
                .hasMessageNotContaining("wrong");
        assertThatThrownBy(() -> new ShowMariaDbServer(servers, target -> known()).read(SHOW, target("user", "blind")))
                .hasMessageContaining("can't see what other sessions do");
        assertThatThrownBy(() -> new ShowMariaDbServer(servers, target -> known())
                        .read(SHOW, target("url", "jdbc:mariadb://127.0.0.1:" + port + "/?allowLocalInfile=true")))
                .hasMessageContaining("settings.url in the catalogue is invalid");
    }

    /** All connections but the one that is reserved for administrators. */
    private void fill() throws SQLException {
        try {
            while (true) {
                session("shop");
            }
        } catch (SQLException full) {
            assertThat(full.getErrorCode()).isEqualTo(1040);
        }
    }

    private Connection session(String user) throws SQLException {
        var session = DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/shop", user, PASSWORD);
        sessions.add(session);
        return session;
    }

    private Finding show(Look look) throws InterruptedException {
        return new ShowMariaDbServer(servers, target -> look).read(SHOW, target());
    }

    private boolean restartIsSafe(Look look) throws InterruptedException {
        var seen = new CheckRestart(servers, target -> look).read(new CheckRestart.Order(), target());
        return (boolean) seen.variables().get("restartSafe");
    }

    private static Look known() {
        return new Look("running", true, 40, "mariadbd: ready for connections.");
    }

    private static Target target(String... more) {
        var settings = new HashMap<>(Map.of(
                "url",
                "jdbc:mariadb://127.0.0.1:" + port + "/",
                "user",
                "firebreak",
                "password",
                "secret://own-mariadb"));
        for (var i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return new Target("own-mariadb", "mariadb", "tier-2", true, false, settings, Map.of());
    }

    private static void start(String... more) throws Exception {
        var all = new ArrayList<>(List.of(
                "--no-defaults",
                "--datadir=" + home.resolve("data"),
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=" + home.resolve("socket"),
                "--max-connections=20",
                "--innodb-flush-log-at-trx-commit=2",
                "--skip-name-resolve",
                "--innodb-buffer-pool-size=16M",
                "--performance-schema=off"));
        all.addAll(List.of(more));
        server = command(Lab.Settings.of("MARIADB_SERVER"), all.toArray(String[]::new))
                .start();
        Until.within(Duration.ofSeconds(30)).every(Duration.ofMillis(100)).see("MariaDB answers", () -> {
            try (var session =
                    DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/", "firebreak", PASSWORD)) {
                return session.isValid(1);
            } catch (SQLException notYet) {
                return false;
            }
        });
    }

    private static void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(server.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static ProcessBuilder command(String program, String... arguments) {
        var all = new ArrayList<>(List.of("setpriv", "--reuid=mysql", "--regid=mysql", "--clear-groups", program));
        all.addAll(List.of(arguments));
        return new ProcessBuilder(all)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()));
    }
}
