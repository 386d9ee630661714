package dev.firebreak.runbook.whole;

import static dev.firebreak.runbook.whole.WholeRunbook.Case.BROKEN;
import static dev.firebreak.runbook.whole.WholeRunbook.Case.HEALTHY;
import static dev.firebreak.runbook.whole.WholeRunbook.Case.NOT_HELPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import dev.firebreak.lab.Until;
import dev.firebreak.runbook.step.docker.engine.LabDocker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real MariaDB server in a container: this machine's program in an image without one. */
abstract class MariaDbRunbooks extends WholeRunbookStory {

    private static final String RUNBOOK = "mariadb-unreachable";
    private static final String RAISE = "mariadb.set-connection-limit";
    private static final String RESTART = "docker.restart-container";
    private static final String NAME = LabSite.container("mariadb");
    private static final String ADDRESS = "jdbc:mariadb://127.0.0.1:" + LabSite.port("mariadb") + "/";
    private static final String PASSWORD = "own-mariadb-5c1e";

    private final Sessions shop = new Sessions(ADDRESS, "shop", PASSWORD);
    private static final Sessions ADMIN = new Sessions(ADDRESS, "firebreak", PASSWORD);

    @BeforeAll
    static void aServerRuns() {
        var begins = "mkdir -p /var/lib/mysql && useradd --system mysql && chown mysql /var/lib/mysql"
                + " && [ -d /var/lib/mysql/mysql ] || " + Lab.Settings.of("MARIADB_INSTALL")
                + " --no-defaults --user=mysql --datadir=/var/lib/mysql --skip-test-db"
                + " --auth-root-authentication-method=normal >/dev/null; [ ! -e /refuses ] || exit 1;"
                + " exec " + Lab.Settings.of("MARIADB_SERVER") + " --no-defaults --user=mysql --datadir=/var/lib/mysql"
                + " --port=" + LabSite.port("mariadb") + " --bind-address=127.0.0.1 --socket=/tmp/socket"
                + " --max-connections=20 --skip-name-resolve --innodb-buffer-pool-size=16M --performance-schema=off"
                + " --init-file=/accounts.sql";
        LabDocker.docker(
                "create",
                "--name",
                NAME,
                "--network=host",
                "--volume=/usr:/usr:ro",
                Lab.Settings.of("IMAGE_DEBIAN"),
                "sh",
                "-c",
                begins);
        accounts();
        LabDocker.docker("start", NAME);
        Until.within(Duration.ofSeconds(60)).every(Duration.ofMillis(100)).see("MariaDB answers", ADMIN::answers);
    }

    private static void accounts() {
        try {
            var file = Files.createTempFile("accounts", ".sql");
            Files.writeString(file, """
                    create user if not exists firebreak@'127.0.0.1' identified by '%1$s';
                    grant process, connection admin, super on *.* to firebreak@'127.0.0.1';
                    create user if not exists shop@'127.0.0.1' identified by '%1$s';
                    """.formatted(PASSWORD));
            file.toFile().setReadable(true, false);
            LabDocker.docker("cp", file.toString(), NAME + ":/accounts.sql");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void itEnds() {
        LabDocker.docker("rm", "-f", NAME);
    }

    @AfterEach
    void noSessionStays() {
        shop.close();
    }

    @Test
    @Tag("chaos")
    @WholeRunbook(value = RUNBOOK, state = HEALTHY)
    void aServerThatAnswersIsLeftAlone() {
        var before = ADMIN.says("select @@max_connections");

        stabilises(respondedTo("lab-mariadb", "unreachable"), RUNBOOK, "Server answers");

        assertThat(ADMIN.says("select @@max_connections")).isEqualTo(before);
    }

    @Test
    @WholeRunbook(value = RUNBOOK, state = BROKEN)
    void aFullServerGetsMoreConnections_andTheLimitComesBackWithTheResolution() {
        shop.takeAll();
        var incident = respondedTo("lab-mariadb", "mysql-too-many-connections");

        approves(incident, RAISE);

        stabilises(incident, RUNBOOK, "Connections left");
        looksAgainAfter(incident, RUNBOOK);
        assertThat(ADMIN.says("select @@max_connections")).isEqualTo("300");
        shop.close();
        takesBackAtResolution(incident, RAISE);
        assertThat(ADMIN.says("select @@max_connections")).isEqualTo("20");
    }

    @Test
    @Tag("chaos")
    @WholeRunbook(value = RUNBOOK, state = BROKEN)
    void aServerThatHangsIsRestarted_onceThatIsSafe() {
        var pid = LabDocker.docker("top", NAME, "-eo", "pid,comm")
                .lines()
                .filter(line -> line.contains("mariadbd"))
                .map(line -> line.strip().split(" ")[0])
                .findFirst()
                .orElseThrow();
        LabDocker.output(new ProcessBuilder("kill", "-STOP", pid));
        var incident = respondedTo("lab-mariadb", "mysql-down");

        approves(incident, RESTART);

        stabilises(incident, RUNBOOK, "Answers after restart");
        looksAgainAfter(incident, RUNBOOK);
    }

    @Test
    @Tag("chaos")
    @WholeRunbook(value = RUNBOOK, state = NOT_HELPED)
    void aServerThatDoesNotStartAgainIsLeftToPeople() {
        LabDocker.docker("exec", NAME, "touch", "/refuses");
        LabDocker.docker("stop", "-t", "5", NAME);
        try {
            var incident = respondedTo("lab-mariadb", "mysql-down");

            approves(incident, RESTART);

            leavesToPeople(incident, RUNBOOK, "No answer after restart");
            looksAgainAfter(incident, RUNBOOK);
        } finally {
            LabDocker.docker("rm", "-f", NAME);
            aServerRuns();
        }
    }
}
