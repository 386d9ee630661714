package dev.firebreak.runbook.step.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import dev.firebreak.StoryTest;
import dev.firebreak.World;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.runbook.step.docker.engine.LabDocker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** run-step as drawn, with all of Firebreak and a real Docker Engine that can be taken away. */
@Lab({"DOCKER_SOCKET", "IMAGE_SERVICE", "IMAGE_BUSYBOX"})
@StoryTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RunStepLabTests {

    private static final LabDocker DOCKER = new LabDocker();
    private static final String CONTAINER = DOCKER.prefix + "-story";
    private static Path socket;

    @Autowired
    World world;

    @Autowired
    ProcessEngine engine;

    @Autowired
    Accounts accounts;

    @DynamicPropertySource
    static void place(DynamicPropertyRegistry settings) throws IOException {
        var folder = Files.createTempDirectory("run-step");
        socket = folder.resolve("docker.sock");
        var catalog = Files.readString(Path.of("src/test/resources/world/catalog.yaml"))
                .replace(
                        "\ntargets:\n",
                        "\ntargets:\n  patient: {kind: docker, tier: tier-2, live: true, settings: {container: "
                                + CONTAINER + "}}\n");
        var file = Files.writeString(folder.resolve("catalog.yaml"), catalog);
        settings.add("firebreak.catalog", file::toString);
        settings.add("firebreak.effects", () -> "live");
        settings.add("firebreak.docker.host", () -> "unix://" + socket);
    }

    @BeforeEach
    void open() throws IOException {
        accounts.createIfMissing("carla", "Carla", "carla@example.test", "violet-harbour-1", Set.of(Role.COMMANDER));
        accounts.createIfMissing("rex", "Rex", "rex@example.test", "amber-lantern-1", Set.of(Role.RESPONDER));
        DOCKER.witnessed().service("-story");
        Files.deleteIfExists(socket);
        Files.createSymbolicLink(socket, Path.of(Lab.Settings.of("DOCKER_SOCKET")));
    }

    @AfterEach
    void close() {
        DOCKER.close();
    }

    @Test
    void whatTheCommanderApprovesIsDoneToThatContainer_andProved() {
        var incident = ordered();
        world.processes(incident).areWaitingAt("UserTask_ApproveStep");
        assertThat(DOCKER.restarts(CONTAINER)).isZero();

        world.completes("carla", "UserTask_ApproveStep", incident, Map.of("approved", true));

        assertThat(stepsOf(incident)).isZero();
        assertThat(DOCKER.restarts(CONTAINER)).isEqualTo(1);
        assertThat(world.timelineOf(incident))
                .contains("Planned: Restart container on patient (asked by Runbook)")
                .contains("Approved: Restart container on patient")
                .contains("Executed: Restart container on patient: container " + CONTAINER
                        + " restarted (asked by Runbook, approved by Carla Commander)")
                .contains("Verified: Restart container on patient: container is running, healthy");
    }

    @Test
    @Tag("F4")
    void aContainerMadeAnewAfterTheApprovalFormOpened_isPlannedAgain() {
        var incident = ordered();
        LabDocker.docker("rm", "-f", CONTAINER);
        DOCKER.service("-story");

        world.completes("carla", "UserTask_ApproveStep", incident, Map.of("approved", true));

        world.processes(incident).areWaitingAt("UserTask_ApproveStep");
        assertThat(DOCKER.restarts(CONTAINER)).isZero();
        assertThat(world.timelineOf(incident)).anyMatch(line -> line.startsWith("Approval void: Restart container"));
    }

    @Test
    @Order(1) // before any connection is open that would outlive the socket's file
    void withoutADockerEngineTheStepIsStuckWithAPlainReason_andGoesOnAfterOneClick() throws IOException {
        Files.delete(socket);
        var incident = ordered();
        for (var turn = 0; turn < 4; turn++) {
            world.passes(Duration.ofSeconds(20));
        }

        var stuck = engine.getRuntimeService().createIncidentQuery().incidentType("failedExternalTask").list().stream()
                .filter(it -> it.getActivityId().equals("ServiceTask_PlanStep"))
                .toList();
        assertThat(stuck).hasSize(1);
        assertThat(stuck.get(0).getIncidentMessage())
                .isEqualTo("Docker Engine at unix://" + socket + " can't be reached: no such file. "
                        + "Start it or set firebreak.docker.host, then retry the stuck step in Cockpit.");

        Files.createSymbolicLink(socket, Path.of(Lab.Settings.of("DOCKER_SOCKET")));
        engine.getExternalTaskService().setRetries(stuck.get(0).getConfiguration(), 1);
        world.untilNothingMoves();

        world.processes(incident).areWaitingAt("UserTask_ApproveStep");
    }

    /** A restart that a runbook asks for, in an incident of its own. */
    private IncidentId ordered() {
        var incident = world.raise("mosaic-bookstack", "slow", Map.of("alertSeverity", "medium"));
        engine.getRuntimeService()
                .startProcessInstanceByKey(
                        "run-step",
                        incident.value(),
                        Map.of(
                                "incidentId", incident.value(),
                                "step", "docker.restart-container",
                                "target", "patient",
                                "severity", "P3",
                                "undo", false));
        world.untilNothingMoves();
        return incident;
    }

    private long stepsOf(IncidentId incident) {
        return engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(incident.value(), "run-step")
                .count();
    }
}
