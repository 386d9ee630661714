package dev.firebreak.runbook.step.postgres.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.World;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.runbook.step.PlayedTargetsStory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The runbook for a replica that is behind, on each of its drawn paths, against a played server. */
@Tag("A059")
class ReplicationLagStoryTests extends PlayedTargetsStory {

    private static final String RUNBOOK = "postgres-replication-lag";

    @Autowired
    World world;

    @Autowired
    ProcessEngine engine;

    @Autowired
    Accounts accounts;

    @Autowired
    FakeReplica replica;

    @BeforeEach
    void theReplicaIsBehind() {
        accounts.createIfMissing("carla", "Carla", "carla@example.test", "violet-harbour-1", Set.of(Role.COMMANDER));
        replica.reset();
    }

    @Test
    void aPausedReplayGoesOn_andTheReplicaCatchesUp() {
        replica.isPaused = true;
        replica.atResume = () -> replica.lag = 0;
        var incident = respondedTo();

        approves(incident, "postgres.resume-replay");

        assertThat(ends(incident, RUNBOOK)).containsExactly("Caught up");
        assertThat(ends(incident, "response")).containsExactly("Stabilised by runbook");
    }

    @Test
    void theOneSessionThatBlocksTheReplayEnds() {
        replica.isBlockedBy(true);
        replica.atEnd = () -> replica.lag = 0;
        var incident = respondedTo();

        approves(incident, "postgres.end-blocking-session");

        assertThat(replica.readers).isEmpty();
        assertThat(ends(incident, RUNBOOK)).containsExactly("Caught up after session ended");
    }

    @Test
    void aReplicaThatCatchesUpSlowlyIsLeftToIt_andPeopleWatch() {
        replica.isPaused = true;
        replica.atResume = () -> replica.advancesBy = 1;
        var incident = respondedTo();

        approves(incident, "postgres.resume-replay");

        assertThat(replica.isPaused).isFalse();
        assertThat(ends(incident, RUNBOOK)).containsExactly("Still catching up");
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
        assertThat(ends(incident, RUNBOOK)).containsExactly("Replica still behind");
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

    private void approves(IncidentId incident, String step) {
        assertThat(world.variable(incident, "run-step", "step")).isEqualTo(step);
        world.completes("carla", "UserTask_ApproveStep", incident, Map.of("approved", "true"));
    }

    private IncidentId respondedTo() {
        var incident = world.raise(
                "mosaic-postgres",
                "postgresql-replication-lag",
                Map.of("alertSeverity", "high", "usersAffected", "many"));
        world.untilNothingMoves();
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        var proposed = world.variable(incident, "triage", "severity");
        world.completes("carla", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", proposed));
        return incident;
    }

    private List<String> ends(IncidentId incident, String process) {
        var history = engine.getHistoryService();
        return history
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(incident.value())
                .processDefinitionKey(process)
                .list()
                .stream()
                .flatMap(instance ->
                        history
                                .createHistoricActivityInstanceQuery()
                                .processInstanceId(instance.getId())
                                .list()
                                .stream()
                                .filter(activity -> activity.getActivityType().endsWith("EndEvent"))
                                .map(HistoricActivityInstance::getActivityName))
                .toList();
    }
}
