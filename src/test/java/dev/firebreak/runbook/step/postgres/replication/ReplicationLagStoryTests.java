package dev.firebreak.runbook.step.postgres.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.runbook.step.PlayedTargetsStory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The runbook for a replica that is behind, on each of its drawn paths, against a played server. */
@Tag("A059")
class ReplicationLagStoryTests extends PlayedTargetsStory {

    private static final String RUNBOOK = "postgres-replication-lag";

    @Autowired
    FakeReplica replica;

    @BeforeEach
    void theReplicaIsBehind() {
        replica.reset();
    }

    @Test
    void aPausedReplayGoesOn_andTheReplicaCatchesUp() {
        replica.isPaused = true;
        replica.atResume = () -> replica.lag = 0;
        var incident = respondedTo();

        approves(incident, "postgres.resume-replay");

        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Caught up");
        assertThat(world.ends(incident, "response")).containsExactly("Stabilised by runbook");
    }

    @Test
    void theOneSessionThatBlocksTheReplayEnds() {
        replica.isBlockedBy(true);
        replica.atEnd = () -> replica.lag = 0;
        var incident = respondedTo();

        approves(incident, "postgres.end-blocking-session");

        assertThat(replica.readers).isEmpty();
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Caught up after session ended");
    }

    @Test
    void aReplicaThatCatchesUpSlowlyIsLeftToIt_andPeopleWatch() {
        replica.isPaused = true;
        replica.atResume = () -> replica.advancesBy = 1;
        var incident = respondedTo();

        approves(incident, "postgres.resume-replay");

        assertThat(replica.isPaused).isFalse();
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Still catching up");
        world.processes(incident).areWaitingAt("UserTask_LeadResponse").areNotWaitingAt("UserTask_ApproveStep");
    }

    @Test
    void whereNothingMoves_theReplayIsPausedAgain_andPeopleLead() {
        replica.isPaused = true;
        replica.isStreaming = false;
        var incident = respondedTo();

        approves(incident, "postgres.resume-replay");
        assertThat(replica.isPaused).isFalse();
        approves(incident, "postgres.resume-replay");

        assertThat(replica.isPaused).isTrue();
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Replica still behind");
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
    }

    @Test
    void aSessionThatMayNotEndStays_andASessionOnAPrimaryDoesToo() {
        replica.isBlockedBy(false);
        var blocked = respondedTo();
        assertThat(world.timelineOf(blocked)).anyMatch(line -> line.contains("is a superuser's or Firebreak's own"));
        assertThat(replica.readers).hasSize(1);

        replica.isReplica = false;
        var primary = respondedTo();
        assertThat(world.timelineOf(primary))
                .anyMatch(line -> line.contains("is a primary with 0 replicas: run this on the target of the replica"))
                .anyMatch(line -> line.contains("no session blocks a replay here"));
        assertThat(replica.readers).hasSize(1);
    }

    private IncidentId respondedTo() {
        return respondedTo("mosaic-postgres", "postgresql-replication-lag");
    }
}
