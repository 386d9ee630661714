package dev.firebreak.runbook.whole;

import static dev.firebreak.runbook.whole.WholeRunbook.Case.BROKEN;
import static dev.firebreak.runbook.whole.WholeRunbook.Case.HEALTHY;
import static dev.firebreak.runbook.whole.WholeRunbook.Case.NOT_HELPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import dev.firebreak.lab.Until;
import dev.firebreak.runbook.step.docker.engine.LabDocker;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real PostgreSQL server in a container of its own, and an application that depends on it. */
abstract class PoolRunbooks extends WholeRunbookStory {

    private static final String POOL = "postgres-connection-pool-exhausted";
    private static final String CORRUPTION = "postgres-corruption";
    private static final String TERMINATE = "postgres.terminate-idle";
    private static final String RAISE = "postgres.set-max-connections";
    private static final String RESTART = "docker.restart-container";
    private static final String STOP_WRITES = "postgres.stop-writes";
    private static final String NAME = LabSite.container("pool");
    private static final String ADDRESS = "jdbc:postgresql://127.0.0.1:" + LabSite.port("pool") + "/postgres";
    private static final String SETTINGS =
            "select string_agg(name || '=' || setting, ',' order by name) from pg_file_settings";

    private static final Sessions ADMIN =
            new Sessions(ADDRESS, "firebreak", Lab.Settings.of("MOSAIC_POSTGRES_FIREBREAK_PASSWORD"));
    private final Sessions gitea = new Sessions(
            ADDRESS.replace("/postgres", "/gitea"), "gitea", Lab.Settings.of("MOSAIC_POSTGRES_GITEA_PASSWORD"));

    @BeforeAll
    static void aServerRuns() {
        var command = new ArrayList<>(List.of(
                "run", "-d", "--name", NAME, "--network=mosaic", "-p", "127.0.0.1:" + LabSite.port("pool") + ":5432"));
        var secrets = Path.of(Lab.Settings.of("HOST_SSH_LOGIN_FILE")).getParent();
        for (var role : List.of("postgres", "firebreak", "exporter", "gitea")) {
            var file = "mosaic-postgres-" + role;
            command.add("--volume=" + secrets.resolve(file) + ":/run/secrets/" + file + ":ro");
        }
        command.addAll(List.of(
                "--entrypoint",
                "sh",
                Lab.Settings.of("IMAGE_POSTGRES"),
                "-c",
                "sed -i 's/--auth=reject/--auth=reject --data-checksums/' /usr/local/bin/entrypoint;"
                        + " exec /usr/local/bin/entrypoint"));
        LabDocker.docker(command.toArray(String[]::new));
        LabSite.DOCKER.service("-pool-client");
        answers();
        inside("mkdir /var/lib/postgresql/copies && echo 'local replication all peer map=lab'"
                + " >>/var/lib/postgresql/data/pg_hba.conf && psql -U postgres -qAtc 'select pg_reload_conf()'"
                + " && psql -U postgres -qc 'create extension amcheck' postgres"
                + " && psql -U postgres -qc 'create extension amcheck' gitea"
                + " && psql -U postgres -qc 'create extension amcheck' template1");
    }

    private static void answers() {
        Until.within(Duration.ofSeconds(60)).every(Duration.ofMillis(100)).see("PostgreSQL answers", ADMIN::answers);
    }

    @AfterAll
    static void itEnds() {
        LabDocker.docker("rm", "-f", NAME);
        LabSite.DOCKER.close();
    }

    @AfterEach
    void itIsAsNew() {
        gitea.close();
        answers();
        inside("export PGOPTIONS='-c default_transaction_read_only=off'; for d in gitea postgres; do"
                + " psql -U postgres -qc 'create extension if not exists amcheck' $d 2>/dev/null; done;"
                + " psql -U postgres -qAtc 'drop table if exists orders' postgres 2>/dev/null;"
                + " psql -U postgres -qAtc 'alter system reset all'; for d in gitea postgres template1; do psql -U postgres -qAtc 'select pg_stat_reset()' $d; done;"
                + " psql -U postgres -qAtc 'select pg_reload_conf()'; rm -rf /var/lib/postgresql/copies/*");
        if (!ADMIN.says("show max_connections").equals("20")) {
            LabDocker.docker("restart", "-t", "5", NAME);
            answers();
        }
    }

    @Test
    @Tag("A066")
    @Tag("chaos")
    @WholeRunbook(value = POOL, state = HEALTHY)
    void aPoolWithRoomIsLeftAlone() {
        var before = ADMIN.says(SETTINGS);

        stabilises(respondedTo("lab-pool", "connection-pool-exhausted"), POOL, "Pool recovered");

        assertThat(ADMIN.says(SETTINGS)).isEqualTo(before);
    }

    @Test
    @Tag("A066")
    @WholeRunbook(value = POOL, state = BROKEN)
    void sessionsThatAreIdleEnd_andOneThatWorksStays() throws Exception {
        var works = gitea.begin();
        var statement = works.createStatement();
        var query = new Thread(() -> sleeps(statement));
        query.start();
        gitea.takeAll();
        Thread.sleep(1_100); // idle for a second
        var incident = respondedTo("lab-pool", "connection-pool-exhausted");

        approves(incident, TERMINATE);

        stabilises(incident, POOL, "Pool recovered");
        looksAgainAfter(incident, POOL);
        assertThat(ADMIN.says("select count(*) from pg_stat_activity where usename = 'gitea'"))
                .isEqualTo("1");
        statement.cancel();
        query.join();
    }

    @Test
    @Tag("A066")
    @Tag("F20")
    @WholeRunbook(value = POOL, state = NOT_HELPED)
    void aRaisedLimitThatHelpsIsTakenBackWithTheResolution_andTheDatabaseRestartsWithTheFormerOne() throws Exception {
        var before = ADMIN.says(SETTINGS);
        gitea.takeAll();
        Thread.sleep(1_100); // idle for a second
        var incident = respondedTo("lab-pool", "connection-pool-exhausted");

        refuses(incident, TERMINATE);
        approves(incident, RAISE);
        approves(incident, RESTART);

        stabilises(incident, POOL, "Pool recovered by restart");
        looksAgainAfter(incident, POOL);
        assertThat(ADMIN.says("show max_connections")).isEqualTo("300");
        takesBackAtResolution(incident, RAISE);
        assertThat(ADMIN.says(SETTINGS)).isEqualTo(before);
        LabDocker.docker("restart", "-t", "5", NAME);
        answers();
        assertThat(ADMIN.says("show max_connections")).isEqualTo("20");
    }

    @Test
    @Tag("A060")
    @Tag("chaos")
    @WholeRunbook(value = CORRUPTION, state = HEALTHY)
    void intactDataAreLeftAlone() {
        stabilises(respondedTo("lab-pool", "corruption"), CORRUPTION, "Data intact");

        assertThat(ADMIN.says("show default_transaction_read_only")).isEqualTo("off");
    }

    private static void sleeps(Statement statement) {
        try {
            statement.execute("select pg_sleep(120)");
        } catch (SQLException cancelled) {
            // by the test
        }
    }

    private static String inside(String script) {
        return LabDocker.docker("exec", NAME, "sh", "-ec", script);
    }

    @Test
    @Tag("A060")
    @Tag("chaos")
    @WholeRunbook(value = CORRUPTION, state = NOT_HELPED)
    void damagedDataAreCopied_writesStayStopped_andNothingIsRepaired() {
        ADMIN.does(
                "drop table if exists orders",
                "create table orders as select generate_series(1, 5000) n",
                "checkpoint");
        var file = ADMIN.says("select pg_relation_filepath('orders')");
        inside(
                "printf '\\377\\377\\377\\377\\377\\377\\377\\377\\377\\377\\377\\377\\377\\377\\377\\377' | dd of=/var/lib/postgresql/data/"
                        + file + " bs=1 seek=12192 conv=notrunc status=none");
        LabDocker.docker("restart", "-t", "5", NAME);
        answers();
        var incident = respondedTo("lab-pool", "corruption");

        approves(incident, STOP_WRITES);
        approves(incident, "postgres.copy-data");

        leavesToPeople(incident, CORRUPTION, "Writes stay stopped");
        looksAgainAfter(incident, CORRUPTION);
        assertThat(ADMIN.says("show default_transaction_read_only")).isEqualTo("on");
        assertThat(inside("ls /var/lib/postgresql/copies")).startsWith("firebreak-");
        assertThat(world.timelineOf(incident))
                .as("no damaged page is missed")
                .anyMatch(line ->
                        line.contains("pages fail their checksum (1 said): checksum verification failed in file"));
    }

    @Test
    @Tag("A060")
    @Tag("F20")
    @WholeRunbook(value = CORRUPTION, state = BROKEN)
    void aDamageThatIsGoneInTheSecondLook_letsWritesGoOnAsBefore() {
        var before = ADMIN.says(SETTINGS);
        inside("psql -U postgres -qc 'drop extension amcheck' gitea");
        var incident = respondedTo("lab-pool", "corruption");
        approves(incident, STOP_WRITES);
        assertThat(ADMIN.says("show default_transaction_read_only")).isEqualTo("on");
        inside(
                "PGOPTIONS='-c default_transaction_read_only=off' psql -U postgres -qc 'create extension amcheck' gitea");

        approves(incident, "postgres.copy-data");
        approves(incident, STOP_WRITES);

        stabilises(incident, CORRUPTION, "Intact and writable");
        assertThat(ADMIN.says(SETTINGS)).isEqualTo(before);
    }
}
