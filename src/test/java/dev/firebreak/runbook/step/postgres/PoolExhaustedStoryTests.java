package dev.firebreak.runbook.step.postgres;

import static dev.firebreak.runbook.step.postgres.server.SessionState.ACTIVE;
import static dev.firebreak.runbook.step.postgres.server.SessionState.IDLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.StoryTest;
import dev.firebreak.World;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.Lifecycle;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestPropertySource;

/** The runbook as drawn, against a server that is played, where no Docker Engine is. */
@StoryTest
@Import(PoolExhaustedStoryTests.Server.class)
@TestPropertySource(properties = "firebreak.docker.host=unix:///nowhere/docker.sock")
public class PoolExhaustedStoryTests {

    @Autowired
    World world;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    ProcessEngine engine;

    @Autowired
    Accounts accounts;

    @Autowired
    FakePostgres server;

    @BeforeEach
    void nobodyIsIdle() {
        accounts.createIfMissing("carla", "Carla", "carla@example.test", "violet-harbour-1", Set.of(Role.COMMANDER));
        server.sessions.clear();
        server.written = Optional.empty();
        isFull(20);
    }

    @Test
    void whereNoSessionIsIdle_thereIsNothingToDo_andTheNextMeasureIsPlanned() {
        var incident = respondedTo();

        assertThat(world.ends(incident, "run-step")).containsExactly("Nothing to do");
        assertThat(world.timelineOf(incident))
                .anyMatch(line ->
                        line.startsWith("Nothing to do: Terminate idle sessions on mosaic-postgres: No session"))
                .noneMatch(line -> line.startsWith("Refused"));
        world.processes(incident).areWaitingAt("UserTask_ApproveStep");
        world.processes(incident).of("run-step").variables().containsEntry("step", "postgres.set-max-connections");
    }

    @Test
    void whereThePoolHasRoomAgain_nothingToDoEndsWell() {
        server.sessions.clear();
        server.session("gitea", IDLE, Duration.ofSeconds(5));

        var incident = respondedTo();

        assertThat(world.ends(incident, "run-step")).containsExactly("Nothing to do");
        assertThat(world.ends(incident, "postgres-connection-pool-exhausted")).containsExactly("Pool recovered");
        assertThat(world.ends(incident, "response")).containsExactly("Stabilised by runbook");
        assertThat(world.timelineOf(incident))
                .as("what no step did is no mitigation")
                .contains("connections-exhausted is gone, but no step of the runbook changed it")
                .contains("Runbook postgres-connection-pool-exhausted ended: stabilised")
                .noneMatch(line -> line.startsWith("Mitigation applied") || line.startsWith("Cause confirmed"));
    }

    @Test
    void aLimitThatIsWrittenButNotInForceGoesOnToTheRestart_whichSaysPlainlyThatNoEngineIsThere() {
        server.written = Optional.of(300);

        var incident = respondedTo();
        for (var turn = 0; turn < 4; turn++) {
            world.passes(Duration.ofSeconds(20));
        }

        assertThat(world.ends(incident, "run-step")).containsExactly("Nothing to do", "Nothing to do");
        assertThat(world.timelineOf(incident))
                .contains("Nothing to do: Set max_connections on mosaic-postgres: max_connections of mosaic-postgres is"
                        + " written as 300 already. It waits for a restart; in force is 20.");
        world.processes(incident).of("run-step").variables().containsEntry("step", "docker.restart-container");
        assertThat(stuckAt("ServiceTask_PlanStep"))
                .containsExactly("Docker Engine at unix:///nowhere/docker.sock can't be reached: no such file. "
                        + "Start it or set firebreak.docker.host, then retry the stuck step in Cockpit.");
    }

    @Test
    void aLimitThatIsInForceAlreadyRestartsNothing() {
        server.written = Optional.of(300);
        isFull(300);

        var incident = respondedTo();

        assertThat(world.ends(incident, "postgres-connection-pool-exhausted")).containsExactly("Limit high already");
        world.processes(incident).areWaitingAt("UserTask_LeadResponse").areNotWaitingAt("ServiceTask_PlanStep");
    }

    @Test
    void whereLifeSafetyIsDeclared_theApprovalThatWaitsIsGone_andPeopleLead() {
        var incident = respondedTo();
        world.processes(incident).areWaitingAt("UserTask_ApproveStep");

        lifecycle.lifeSafetyDeclared(incident, "Smoke in the server room", "carla");
        world.untilNothingMoves();

        world.processes(incident).areWaitingAt("UserTask_LeadResponse").areNotWaitingAt("UserTask_ApproveStep");
        assertThat(engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceBusinessKey(incident.value(), "postgres-connection-pool-exhausted")
                        .count())
                .isZero();
    }

    @Test
    void whereLifeSafetyWasDeclaredBefore_noRunbookStarts() {
        var incident = raised();
        lifecycle.lifeSafetyDeclared(incident, "Smoke in the server room", "carla");
        world.untilNothingMoves();

        responded(incident);

        assertThat(world.timelineOf(incident))
                .contains(
                        "Runbook postgres-connection-pool-exhausted selected, but life safety is at stake: people lead");
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
        assertThat(engine.getHistoryService()
                        .createHistoricProcessInstanceQuery()
                        .processInstanceBusinessKey(incident.value())
                        .processDefinitionKey("postgres-connection-pool-exhausted")
                        .count())
                .isZero();
    }

    /** All connections that the limit leaves to applications are at work. */
    private void isFull(int limit) {
        server.inForce = limit;
        while (server.pool().used() < server.pool().slots()) {
            server.session("gitea", ACTIVE, Duration.ofSeconds(5));
        }
    }

    private IncidentId respondedTo() {
        var incident = raised();
        responded(incident);
        return incident;
    }

    private IncidentId raised() {
        var incident = world.raise(
                "mosaic-postgres", "connections-exhausted", Map.of("alertSeverity", "high", "usersAffected", "many"));
        world.untilNothingMoves();
        return incident;
    }

    private void responded(IncidentId incident) {
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        var proposed = world.variable(incident, "triage", "severity");
        world.completes("carla", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", proposed));
    }

    private List<String> stuckAt(String activity) {
        return engine.getRuntimeService().createIncidentQuery().activityId(activity).list().stream()
                .map(it -> it.getIncidentMessage())
                .toList();
    }

    @TestConfiguration
    public static class Server {

        @Bean
        @Primary
        FakePostgres server() {
            return new FakePostgres();
        }
    }
}
