package dev.firebreak.runbook.step.postgres;

import static dev.firebreak.runbook.step.postgres.LabPostgres.lives;
import static dev.firebreak.runbook.step.postgres.LabPostgres.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.lab.Until;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof.Verdict;
import dev.firebreak.runbook.step.postgres.server.Session;
import dev.firebreak.runbook.step.postgres.server.SessionId;
import dev.firebreak.runbook.step.postgres.server.TerminationResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Others use the lab's server at the same time: what is carried out is always cut down to the test's own sessions. */
abstract class TerminateIdleOnMosaic {

    private static final TerminateIdle.Order A_SECOND = new TerminateIdle.Order(Duration.ofSeconds(1), 500);

    private final LabPostgres server = new LabPostgres();
    private final TerminateIdle step = new TerminateIdle(server.databases());

    @AfterEach
    void theySignOff() throws Exception {
        server.close();
    }

    @Test
    @Tag("A066")
    void idleOnesAndThoseInATransactionEndAndWorkingOnesStay() throws Exception {
        var idle = server.session("terminate-idle-lab");
        var open = server.session("terminate-idle-lab");
        open.setAutoCommit(false);
        on(open).sql("select 1").query().singleValue();
        var aborted = aborted();
        var busy = server.session("terminate-idle-lab");
        var working = inBackground(busy, "select pg_sleep(8)");
        afterASecond();

        var plan = planFor(idle, open, aborted, busy);
        assertThat(plan.resources()).hasSize(3).doesNotContain(id(busy));
        var finding = step.execute(plan, server.target);

        assertThat(finding.summary()).contains("3 planned sessions: 3 ended");
        assertThat(lives(idle)).isFalse();
        assertThat(lives(open)).isFalse();
        assertThat(lives(aborted)).isFalse();
        assertThat(step.verify(plan, server.target).verdict()).isEqualTo(Verdict.DONE);
        working.join();
        assertThat(lives(busy)).isTrue();
    }

    @Test
    void whoWorkedSinceThePlanIsSpared() throws Exception {
        var session = server.session("terminate-idle-lab");
        afterASecond();
        var plan = planFor(session);
        assertThat(plan.resources()).hasSize(1);
        on(session).sql("select 1").query().singleValue();

        var finding = step.execute(plan, server.target);

        assertThat(finding.summary()).contains("1 no longer idle");
        assertThat(lives(session)).isTrue();
    }

    @Test
    void aPidWithAnotherStartIsSomebodyElseAndSpared() throws Exception {
        var session = server.session("terminate-idle-lab");
        afterASecond();
        var real = find(session);
        var other = new SessionId(real.id().pid(), real.id().startedAt().plusNanos(1_000));

        try (var database = server.databases().open(server.target)) {
            assertThat(database.end(other, real.since())).isEqualTo(TerminationResult.GONE);
            assertThat(database.end(real.id(), real.since().plusNanos(1_000))).isEqualTo(TerminationResult.SPARED);
            assertThat(lives(session)).isTrue();
        }
    }

    @Test
    @Tag("F17")
    void ourOwnSuperusersAndReplicationAreNeitherPlannedNorEndedEvenIfAPlanNamedThem() throws Exception {
        var admin = server.admin();
        admin.sql("drop role if exists lab_replica").update();
        admin.sql("create role lab_replica replication login password '" + LabPostgres.password("gitea") + "'")
                .update();
        var ours = server.session("Firebreak-worker-3");
        var superuser = server.session("postgres", "terminate-idle-lab", Map.of());
        var replica = server.session("gitea", "terminate-idle-lab", asReplica());
        try {
            afterASecond();
            for (var session : List.of(ours, superuser, replica)) {
                var it = find(session);
                assertThat(planFor(session).resources()).as(it.toString()).isEmpty();
                assertThat(it.state().isIdle()).as(it.toString()).isTrue();
                try (var database = server.databases().open(server.target)) {
                    assertThat(database.end(it.id(), it.since()))
                            .as(it.toString())
                            .isEqualTo(TerminationResult.SPARED);
                }
            }
            assertThat(find(replica).isReplication()).isTrue();
            assertThat(lives(ours)).isTrue();
            assertThat(lives(superuser)).isTrue();
        } finally {
            replica.close();
            admin.sql("drop role lab_replica").update();
        }
    }

    @Test
    @Tag("F17")
    void whereOurRecordLivesOnTheSameServerItsSessionsAreOursWhateverTheirName() throws Exception {
        var ours = server.session("HikariPool-1");
        var databases = server.databases(new SingleConnectionDataSource(ours, true));
        afterASecond();

        try (var database = databases.open(server.target)) {
            var seen = database.pool().sessions().stream()
                    .filter(session -> session.id().pid() == LabPostgres.pid(ours))
                    .findFirst()
                    .orElseThrow();
            assertThat(seen.ours()).isTrue();
            assertThat(database.end(seen.id(), seen.since())).isEqualTo(TerminationResult.SPARED);
        }
        assertThat(lives(ours)).isTrue();
    }

    @Test
    @Tag("F17")
    void thePlanIsCapped() throws Exception {
        server.session("terminate-idle-lab");
        server.session("terminate-idle-lab");
        afterASecond();

        var plan = step.plan(new TerminateIdle.Order(Duration.ofSeconds(1), 1), server.target);

        assertThat(plan.resources()).hasSize(1);
        assertThat(plan.warnings()).anySatisfy(warning -> assertThat(warning).contains("the limit is reached"));
    }

    @Test
    void afterACrashTheProbeKnowsByPidAndStart() throws Exception {
        var session = server.session("terminate-idle-lab");
        afterASecond();
        var plan = planFor(session);
        var intent = new Intent(plan, plan.stateBefore(), Instant.EPOCH, true);

        assertThat(step.probe(intent, server.target).verdict()).isEqualTo(Verdict.NOT_DONE);
        session.close();
        Until.within(Duration.ofSeconds(30))
                .see("it is gone", () -> step.probe(intent, server.target).verdict() == Verdict.DONE);
    }

    @Test
    @Tag("E2")
    void aNameThatIsSqlStaysAName() throws Exception {
        var admin = server.admin();
        admin.sql("drop table if exists canary").update();
        admin.sql("create table canary (alive int)").update();
        try {
            var session = server.session("'; drop table canary; -- \"|`<img src=x>");
            afterASecond();

            var plan = planFor(session);
            step.execute(plan, server.target);

            assertThat(plan.summary()).contains("'; drop table canary; -- \"\\|\\`&lt;img src=x&gt;");
            assertThat(lives(session)).isFalse();
            assertThat(admin.sql("select count(*) from canary")
                            .query(Integer.class)
                            .single())
                    .isZero();
        } finally {
            admin.sql("drop table if exists canary").update();
        }
    }

    private Connection aborted() throws Exception {
        var aborted = server.session("terminate-idle-lab");
        aborted.setAutoCommit(false);
        try (var statement = aborted.createStatement()) {
            statement.execute("select 1/0");
        } catch (SQLException expected) {
            assertThat(expected.getMessage()).contains("division by zero");
        }
        return aborted;
    }

    private static Map<String, String> asReplica() {
        return Map.of("user", "lab_replica", "replication", "database", "preferQueryMode", "simple");
    }

    private static Thread inBackground(Connection session, String query) throws InterruptedException {
        var thread = new Thread(() -> on(session).sql(query).query().listOfRows());
        thread.start();
        return thread;
    }

    /** The plan as it is, but only for these sessions. */
    private Plan planFor(Connection... sessions) {
        var plan = step.plan(A_SECOND, server.target);
        var pids = Arrays.stream(sessions).map(LabPostgres::pid).toList();
        return plan.on(plan.resources().stream()
                .filter(id -> pids.contains(SessionId.of(id).pid()))
                .toList());
    }

    private String id(Connection session) {
        return find(session).id().toString();
    }

    private Session find(Connection session) {
        try (var database = server.databases().open(server.target)) {
            return database.pool().sessions().stream()
                    .filter(it -> it.id().pid() == LabPostgres.pid(session))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void afterASecond() throws InterruptedException {
        Thread.sleep(1_200);
    }
}
