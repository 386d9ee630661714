package dev.firebreak.runbook.step.postgres.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import dev.firebreak.catalog.Target;
import dev.firebreak.lab.Until;
import dev.firebreak.runbook.CompletedStep;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof.Verdict;
import dev.firebreak.runbook.RunbookDelegate;
import dev.firebreak.runbook.step.postgres.OwnPostgres;
import dev.firebreak.runbook.step.postgres.jdbc.JdbcReplicas;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The steps on a real streaming replica, in its healthy, broken and "did not help" case. */
@Lab("POSTGRES_PROGRAMS")
@Tag("A059")
class ReplicationLabTests {

    private static final ShowReplication.Order SHOW =
            new ShowReplication.Order(Duration.ofSeconds(1), Duration.ofMillis(1_200));
    private static final Duration SOON = Duration.ofSeconds(15);

    private static OwnPostgres primary;
    private static OwnPostgres replica;
    private static Replicas replicas;
    private static Target target;

    @BeforeAll
    static void aReplicaStreams() throws Exception {
        primary = OwnPostgres.primary();
        primary.does(
                "create table orders as select generate_series(1, 100) n",
                "create role reports login",
                "grant select on orders to reports");
        replica = primary.replica();
        replicas = new JdbcReplicas(primary.databases());
        target = replica.target();
        Until.within(SOON).see("the replica streams", () -> state().receiver().isStreaming());
    }

    @AfterAll
    static void ends() throws Exception {
        if (primary != null) {
            primary.close();
        }
    }

    @AfterEach
    void noSessionBlocks() throws Exception {
        replica.endsSessions();
    }

    @Test
    void aHealthyReplicaHasCaughtUp_andNothingIsToDo() throws Exception {
        caughtUp();

        var seen = show();

        assertThat(seen.summary()).contains("own-postgres: all that it received is applied; receiver streaming");
        assertThat(seen.variables()).containsEntry("replicaCaughtUp", true);
        assertThat(new ResumeReplay(replicas)
                        .plan(new ResumeReplay.Order(), target)
                        .isNothing())
                .isTrue();
        assertThat(new EndBlockingSession(replicas)
                        .plan(new EndBlockingSession.Order(), target)
                        .isNothing())
                .isTrue();
    }

    @Test
    void aPrimaryShowsItsReplicasAndSlots_andIsNotActedOn() throws Exception {
        caughtUp();

        var seen = new ShowReplication(replicas).read(SHOW, primary.target());

        assertThat(seen.summary()).contains("is a primary with 1 replica");
        assertThat(seen.details()).contains("| replica\\_1 | yes |", "streaming");
        assertThat(seen.variables()).containsEntry("replicaCaughtUp", false);
        assertThat(new ResumeReplay(replicas)
                        .plan(new ResumeReplay.Order(), primary.target())
                        .obstacle())
                .contains("is a primary");
    }

    @Test
    void aPausedReplayGoesOn_undoPausesIt_andASecondUndoChangesNothing() throws Exception {
        caughtUp();
        replica.does("select pg_wal_replay_pause()");
        primary.does("insert into orders select generate_series(1, 1000)");
        Until.within(SOON).see("the log is received", () -> state().lagBytes() > 0);
        Thread.sleep(1_100);
        var behind = show();
        assertThat(behind.summary()).contains("the replay is paused");
        assertThat(behind.variables()).containsEntry("replicaCaughtUp", false).containsEntry("replayAdvances", false);
        var step = new ResumeReplay(replicas);

        var plan = through(step.plan(new ResumeReplay.Order(), target));
        var done = execute(step, plan);

        assertThat(step.verify(plan, target).verdict()).isEqualTo(Verdict.DONE);
        caughtUp();
        var undo = through(step.planUndo(done, target).orElseThrow());
        execute(step, undo);
        assertThat(step.verify(undo, target).verdict()).isEqualTo(Verdict.DONE);
        assertThat(state().isPaused()).isTrue();
        assertThat(step.planUndo(done, target).orElseThrow().isNothing()).isTrue();
        execute(step, plan);
    }

    @Test
    void theSessionThatHoldsALockOfTheReplayEnds_andOnlyThisOne() throws Exception {
        caughtUp();
        var blocking = reads("select count(*) from orders");
        var innocent = reads("select 1");
        primary.does("alter table orders add column if not exists note text");
        Until.within(SOON)
                .see("the replay waits for the lock", () -> state().blocker().isPresent());
        assertThat(show().summary()).contains("the replay waits (Lock: relation) for session");
        var step = new EndBlockingSession(replicas);

        var plan = through(step.plan(new EndBlockingSession.Order(), target));
        assertThat(plan.summary()).contains("| reports | reports |", "select count(");
        execute(step, plan);

        assertThat(step.verify(plan, target).verdict()).isEqualTo(Verdict.DONE);
        assertThat(blocking.isValid(2)).isFalse();
        assertThat(innocent.isValid(2)).isTrue();
        caughtUp();
        assertThat(show().variables()).containsEntry("replicaCaughtUp", true);
    }

    @Test
    void theSessionWithTheOldestSnapshotEndsWhereRowsThatItSeesAreCleanedUp() throws Exception {
        caughtUp();
        var blocking = reads("select count(*) from orders");
        primary.does("delete from orders", "vacuum orders");
        Until.within(SOON)
                .every(Duration.ofMillis(20))
                .see(
                        "the replay waits for the snapshot",
                        () -> state().blocker().isPresent());
        var step = new EndBlockingSession(replicas);

        var plan = Until.within(SOON)
                .every(Duration.ofMillis(20))
                .get(
                        "the plan",
                        () -> java.util.Optional.of(step.plan(new EndBlockingSession.Order(), target))
                                .filter(it -> !it.isNothing()));
        execute(step, plan);

        assertThat(blocking.isValid(2)).isFalse();
        caughtUp();
    }

    @Test
    void aSuperusersSessionIsNotEnded() throws Exception {
        caughtUp();
        var session = replica.session("firebreak");
        session.setAutoCommit(false);
        session.createStatement().execute("select count(*) from orders");
        primary.does("alter table orders add column if not exists kept text");
        Until.within(SOON).see("the replay waits", () -> state().blocker().isPresent());

        var plan = new EndBlockingSession(replicas).plan(new EndBlockingSession.Order(), target);

        assertThat(plan.obstacle()).contains("a superuser's or Firebreak's own");
        assertThat(session.isValid(2)).isTrue();
    }

    @Test
    void withoutThePrimaryNothingHelps_andItIsSaid() throws Exception {
        caughtUp();
        primary.stop();
        try {
            Until.within(SOON)
                    .see("the receiver is gone", () -> !state().receiver().isStreaming());

            var seen = show();

            assertThat(seen.summary()).contains("receiver none: it gets no log");
            assertThat(seen.variables()).containsEntry("replicaCaughtUp", false).containsEntry("replayAdvances", false);
            assertThat(replica.says("select pg_is_in_recovery()"))
                    .as("never promoted")
                    .isEqualTo("t");
        } finally {
            primary.start();
        }
    }

    private static java.sql.Connection reads(String query) throws Exception {
        var session = replica.session("reports");
        session.setTransactionIsolation(java.sql.Connection.TRANSACTION_REPEATABLE_READ);
        session.setAutoCommit(false);
        session.createStatement().execute(query);
        return session;
    }

    private static void caughtUp() {
        Until.within(SOON).every(Duration.ofMillis(50)).see("the replica caught up", () -> {
            var position = primary.says("select pg_current_wal_lsn()");
            return state().receiver().isStreaming()
                    && "t".equals(replica.says("select pg_last_wal_replay_lsn() >= '" + position + "'"));
        });
    }

    private static Finding show() throws InterruptedException {
        return new ShowReplication(replicas).read(SHOW, target);
    }

    private static ReplicationState state() {
        try (var open = replicas.open(target)) {
            return open.state();
        }
    }

    private static CompletedStep execute(RunbookDelegate<?> step, Plan plan) throws Exception {
        assertThat(step.execute(plan, target)).matches(Finding::succeeded);
        return new CompletedStep(plan, plan.stateBefore(), Instant.EPOCH);
    }

    /** As the ledger holds it. */
    private static Plan through(Plan plan) {
        return Plan.fromJson(plan.json());
    }
}
