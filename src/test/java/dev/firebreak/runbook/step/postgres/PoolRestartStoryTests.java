package dev.firebreak.runbook.step.postgres;

import static dev.firebreak.runbook.step.postgres.server.SessionState.ACTIVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.runbook.step.FakeContainers;
import dev.firebreak.runbook.step.PlayedTargetsStory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The branch of the runbook that restarts the database, and what is put back when even that does not help. */
class PoolRestartStoryTests extends PlayedTargetsStory {

    private static final String RUNBOOK = "postgres-connection-pool-exhausted";
    private static final Map<String, Object> YES = Map.of("approved", "true");

    @Autowired
    ProcessEngine engine;

    @Autowired
    FakePostgres server;

    @Autowired
    FakeContainers containers;

    @BeforeEach
    void thePoolIsFullAndNoSessionIsIdle() {
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
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Pool recovered by restart");
        assertThat(world.ends(incident, "response")).containsExactly("Stabilised by runbook");
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
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Still exhausted after restart");
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
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Pool recovered by application");
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
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Still exhausted after restart");
    }

    @Test
    void whereTheCommanderDeclinesTheHigherLimit_nothingIsRestarted() {
        var incident = respondedTo();

        world.completes("carla", "UserTask_ApproveStep", incident, Map.of("approved", "false"));

        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Pool still exhausted");
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

    private void isFull(int limit) {
        server.inForce = limit;
        while (server.pool().used() < server.pool().slots()) {
            server.session("gitea", ACTIVE, Duration.ofSeconds(5));
        }
    }

    private IncidentId respondedTo() {
        return respondedTo("mosaic-postgres", "too-many-connections");
    }
}
