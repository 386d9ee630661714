package dev.firebreak.runbook.whole;

import static dev.firebreak.runbook.whole.WholeRunbook.Case.BROKEN;
import static dev.firebreak.runbook.whole.WholeRunbook.Case.HEALTHY;
import static dev.firebreak.runbook.whole.WholeRunbook.Case.NOT_HELPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.lab.Until;
import dev.firebreak.runbook.step.postgres.OwnPostgres;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real streaming replica. */
@Tag("A059")
abstract class ReplicaRunbooks extends WholeRunbookStory {

    private static final String RUNBOOK = "postgres-replication-lag";
    private static final String RESUME = "postgres.resume-replay";
    private static final String END = "postgres.end-blocking-session";
    private static final String PAUSED = "select pg_get_wal_replay_pause_state()";
    private static final Duration SOON = Duration.ofSeconds(20);

    private static OwnPostgres primary;
    private static OwnPostgres replica;

    @BeforeAll
    static void aReplicaStreams() throws Exception {
        primary = OwnPostgres.primary();
        primary.does(
                "create table orders as select generate_series(1, 100) n",
                "create role reports login",
                "grant select on orders to reports");
        replica = primary.replica(LabSite.port("replica"));
        caughtUp();
    }

    @AfterAll
    static void ends() throws Exception {
        if (primary != null) {
            primary.close();
        }
    }

    @AfterEach
    void itStreamsAgain() throws Exception {
        replica.endsSessions();
        replica.does("select pg_wal_replay_resume()");
        caughtUp();
    }

    @Test
    @WholeRunbook(value = RUNBOOK, state = HEALTHY)
    void aReplicaThatCaughtUpIsLeftAlone() {
        stabilises(respondedTo("lab-replica", "replication-lag"), RUNBOOK, "Caught up");
    }

    @Test
    @WholeRunbook(value = RUNBOOK, state = BROKEN)
    void aPausedReplicaWhoseReplayALockHolds_catchesUpOnceBothAreGone() throws Exception {
        lags();
        var blocking = blocks();
        var incident = respondedTo("lab-replica", "replication-lag");

        approves(incident, RESUME);
        Until.within(SOON).see("the replay waits", () -> waits());
        approves(incident, END);

        stabilises(incident, RUNBOOK, "Caught up after session ended");
        looksAgainAfter(incident, RUNBOOK);
        assertThat(blocking.isValid(2)).isFalse();
        assertThat(replica.says("select pg_is_in_recovery()"))
                .as("never promoted")
                .isEqualTo("t");
    }

    @Test
    @Tag("F20")
    @WholeRunbook(value = RUNBOOK, state = NOT_HELPED)
    void whereTheLockStays_theReplayIsPausedAsBefore_andPeopleLead() throws Exception {
        lags();
        var blocking = blocks();
        var before = replica.says(PAUSED);
        var incident = respondedTo("lab-replica", "replication-lag");

        approves(incident, RESUME);
        refuses(incident, END);
        approves(incident, RESUME);

        leavesToPeople(incident, RUNBOOK, "Replica still behind");
        assertThat(blocking.isValid(2)).isTrue();
        blocking.close();
        Until.within(SOON)
                .see("the replay is as before", () -> replica.says(PAUSED).equals(before));
    }

    /** The replay is paused, and then the primary changes what a report reads. */
    private static void lags() throws Exception {
        replica.does("select pg_wal_replay_pause()");
    }

    private static Connection blocks() throws Exception {
        var session = replica.session("reports");
        session.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        session.setAutoCommit(false);
        session.createStatement().execute("select count(*) from orders");
        primary.does("alter table orders add column if not exists c" + System.nanoTime() + " text");
        Until.within(SOON)
                .see(
                        "the log is received",
                        () -> "t".equals(replica.says("select pg_last_wal_receive_lsn() > pg_last_wal_replay_lsn()")));
        Thread.sleep(1_100);
        return session;
    }

    private static boolean waits() throws Exception {
        return "t"
                .equals(
                        replica.says(
                                "select exists (select 1 from pg_stat_activity where backend_type = 'startup' and wait_event = 'relation')"));
    }

    private static void caughtUp() {
        Until.within(SOON).every(Duration.ofMillis(50)).see("the replica caught up", () -> {
            var position = primary.says("select pg_current_wal_lsn()");
            return "t".equals(replica.says("select pg_last_wal_replay_lsn() >= '" + position + "'"));
        });
    }
}
