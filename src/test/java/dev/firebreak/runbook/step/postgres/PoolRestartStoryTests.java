package dev.firebreak.runbook.step.postgres;

import static dev.firebreak.runbook.step.postgres.server.SessionState.ACTIVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.World;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.runbook.step.FakeContainers;
import dev.firebreak.runbook.step.PlayedTargetsStory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The branch of the runbook that restarts the database, and what is put back when even that does not help. */
class PoolRestartStoryTests extends PlayedTargetsStory {

    private static final String RUNBOOK = "postgres-connection-pool-exhausted";
    private static final Map<String, Object> YES = Map.of("approved", "true");

    @Autowired
    World world;

    @Autowired
    ProcessEngine engine;

    @Autowired
    Accounts accounts;

    @Autowired
    FakePostgres server;

    @Autowired
    FakeContainers containers;

    @BeforeEach
    void thePoolIsFullAndNoSessionIsIdle() {
        accounts.createIfMissing("carla", "Carla", "carla@example.test", "violet-harbour-1", Set.of(Role.COMMANDER));
        server.sessions.clear();
        server.written = Optional.empty();
        isFull(20);
        containers.restarted.clear();
        containers.atRestart = () -> server.inForce = server.written.orElse(20);
    }

    @Test
    void aRaisedLimitIsInForceAfterTheRestart_andThePoolHasRoom() {
        var incident = respondedTo();

        approves(incident, "postgres.set-max-connections");
        approves(incident, "docker.restart-container");

        assertThat(server.inForce).isEqualTo(300);
        assertThat(ends(incident, RUNBOOK)).containsExactly("Pool recovered by restart");
        assertThat(ends(incident, "response")).containsExactly("Stabilised by runbook");
    }

    /** mosaic-plane is a dry run; it is planned and nothing more. */
    @Test
    @Tag("A066")
    void whereTheRestartDoesNotHelp_eachApplicationIsRestartedAlone_andThenTheLimitIsPutBack() {
        containers.atRestart = () -> isFull(300);
        var incident = respondedTo();
        approves(incident, "postgres.set-max-connections");
        approves(incident, "docker.restart-container");
        assertThat(server.written).contains(300);

        assertThat(containers.restarted).containsExactly("mosaic-postgres");
        approves(incident, "docker.restart-container");
        assertThat(containers.restarted).containsExactly("mosaic-postgres", "mosaic-gitea");
        approves(incident, "docker.restart-container");
        assertThat(containers.restarted).as("a dry run").containsExactly("mosaic-postgres", "mosaic-gitea");
        approves(incident, "docker.restart-container");
        assertThat(containers.restarted).containsExactly("mosaic-postgres", "mosaic-gitea", "mosaic-woodpecker");
        approves(incident, "postgres.set-max-connections");

        assertThat(server.written).isEmpty();
        assertThat(ends(incident, RUNBOOK)).containsExactly("Still exhausted after restart");
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
    }

    @Test
    @Tag("A066")
    void theFirstApplicationWhoseRestartHelpsIsTheLastToBeRestarted() {
        containers.atRestart = () -> isFull(300);
        var incident = respondedTo();
        approves(incident, "postgres.set-max-connections");
        approves(incident, "docker.restart-container");
        containers.atRestart = server.sessions::clear;

        approves(incident, "docker.restart-container");

        assertThat(containers.restarted).containsExactly("mosaic-postgres", "mosaic-gitea");
        assertThat(ends(incident, RUNBOOK)).containsExactly("Pool recovered by application");
    }

    @Test
    @Tag("A066")
    void whereTheRestartOfAnApplicationIsDeclined_noOtherIsRestarted_andTheLimitIsPutBack() {
        containers.atRestart = () -> isFull(300);
        var incident = respondedTo();
        approves(incident, "postgres.set-max-connections");
        approves(incident, "docker.restart-container");

        world.completes("carla", "UserTask_ApproveStep", incident, Map.of("approved", "false"));
        approves(incident, "postgres.set-max-connections");

        assertThat(containers.restarted).containsExactly("mosaic-postgres");
        assertThat(server.written).isEmpty();
        assertThat(ends(incident, RUNBOOK)).containsExactly("Still exhausted after restart");
    }

    @Test
    void whereTheCommanderDeclinesTheHigherLimit_nothingIsRestarted() {
        var incident = respondedTo();

        world.completes("carla", "UserTask_ApproveStep", incident, Map.of("approved", "false"));

        assertThat(ends(incident, RUNBOOK)).containsExactly("Pool still exhausted");
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
    }

    @Test
    void whereTheOutcomeOfTheRestartIsUnknown_theCommanderStopsTheRunbook() {
        containers.atRestart = () -> {
            throw new IllegalStateException("no answer");
        };
        var incident = respondedTo();
        approves(incident, "postgres.set-max-connections");
        approves(incident, "docker.restart-container");

        world.completes(
                "carla", "UserTask_SettleOutcome", incident, Map.of("settlement", "stop", "comment", "I looked"));

        assertThat(engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceBusinessKey(incident.value(), RUNBOOK)
                        .count())
                .isZero();
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
    }

    private void approves(IncidentId incident, String step) {
        assertThat(world.variable(incident, "run-step", "step")).isEqualTo(step);
        world.completes("carla", "UserTask_ApproveStep", incident, YES);
    }

    private void isFull(int limit) {
        server.inForce = limit;
        while (server.pool().used() < server.pool().slots()) {
            server.session("gitea", ACTIVE, Duration.ofSeconds(5));
        }
    }

    private IncidentId respondedTo() {
        var incident = world.raise(
                "mosaic-postgres", "too-many-connections", Map.of("alertSeverity", "high", "usersAffected", "many"));
        world.untilNothingMoves();
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        var proposed = world.variable(incident, "triage", "severity");
        world.completes("carla", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", proposed));
        return incident;
    }

    private List<String> ends(IncidentId incident, String process) {
        var history = engine.getHistoryService();
        return history
                .createHistoricActivityInstanceQuery()
                .processDefinitionId(history.createHistoricProcessInstanceQuery()
                        .processInstanceBusinessKey(incident.value())
                        .processDefinitionKey(process)
                        .singleResult()
                        .getProcessDefinitionId())
                .list()
                .stream()
                .filter(activity -> activity.getActivityType().endsWith("EndEvent"))
                .filter(activity -> belongsTo(activity, incident))
                .map(HistoricActivityInstance::getActivityName)
                .toList();
    }

    private boolean belongsTo(HistoricActivityInstance activity, IncidentId incident) {
        return incident.value()
                .equals(engine.getHistoryService()
                        .createHistoricProcessInstanceQuery()
                        .processInstanceId(activity.getProcessInstanceId())
                        .singleResult()
                        .getBusinessKey());
    }
}
