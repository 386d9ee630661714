package dev.firebreak.runbook.step.docker.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.runbook.step.FakeContainers;
import dev.firebreak.runbook.step.PlayedTargetsStory;
import dev.firebreak.runbook.step.docker.usage.FakeUsage;
import dev.firebreak.runbook.step.docker.usage.MemoryLimits;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The runbook of a container that leaks memory, on each of its drawn paths, against a played Docker Engine. */
@Tag("A074")
class MemoryLeakStoryTests extends PlayedTargetsStory {

    private static final String RUNBOOK = "container-memory-leak";

    @Autowired
    FakeUsage usage;

    @Autowired
    FakeContainers containers;

    private String gitea;

    @BeforeEach
    void allContainersAreSmall() {
        usage.reset();
        containers.restarted.clear();
        containers.atRestart = () -> {};
        gitea = containers.named("mosaic-gitea").orElseThrow().id();
    }

    @AfterEach
    void theyAreSmallAgain() {
        allContainersAreSmall();
    }

    @Test
    void nineOfAHundredPercentIsNotHigh_andNothingIsRestarted() {
        usage.uses(gitea, 737); // 9 % of the machine: as text, "9" is more than "80"

        var incident = respondedTo("container-high-memory-usage");

        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Memory within limit");
        assertThat(world.ends(incident, "response")).containsExactly("Stabilised by runbook");
        assertThat(containers.restarted).isEmpty();
    }

    @Test
    void aFullContainerIsRestartedAfterItsEvidence_andGetsTheLimitOfTheCatalogue() {
        usage.uses(gitea, 8192); // 100 %: as text, "100" is less than "80"
        containers.atRestart = () -> usage.uses(gitea, 120);
        var incident = respondedTo("container-memory-high");
        assertThat(world.timelineOf(incident))
                .as("evidence before any restart")
                .anyMatch(line -> line.contains(
                        "mosaic-gitea uses 8.0 GiB of 8.0 GiB memory (100 %); largest process: gitea with 8.0 GiB"));
        assertThat(containers.restarted).isEmpty();

        approves(incident, "docker.restart-container");
        approves(incident, "docker.set-memory-limit");

        assertThat(containers.restarted).containsExactly("mosaic-gitea");
        assertThat(usage.limits).containsExactly(Map.entry(gitea, MemoryLimits.withoutSwap(512L << 20)));
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Memory recovered");
        assertThat(world.ends(incident, "response")).containsExactly("Stabilised by runbook");
    }

    @Test
    void otherLeakingContainersFollowOneAtATime_eachWithItsOwnApproval() {
        var redis = containers.named("mosaic-redis").orElseThrow().id();
        var woodpecker = containers.named("mosaic-woodpecker").orElseThrow().id();
        usage.uses(gitea, 8000);
        usage.uses(redis, 8000);
        usage.uses(woodpecker, 8000);
        containers.atRestart =
                () -> usage.uses(List.of(gitea, redis, woodpecker).get(containers.restarted.size()), 120);
        var incident = respondedTo("memory-leak");

        approves(incident, "docker.restart-container");
        approves(incident, "docker.set-memory-limit");
        assertThat(world.variable(incident, "run-step", "target")).isEqualTo("mosaic-redis");
        assertThat(containers.restarted).as("the next waits for its approval").containsExactly("mosaic-gitea");
        approves(incident, "docker.restart-container");
        assertThat(containers.restarted).containsExactly("mosaic-gitea", "mosaic-redis");
        approves(incident, "docker.restart-container");

        assertThat(containers.restarted).containsExactly("mosaic-gitea", "mosaic-redis", "mosaic-woodpecker");
        assertThat(world.ends(incident, "containers-leaking-memory")).containsExactly("No leak left");
        assertThat(world.ends(incident, "response")).containsExactly("Stabilised by runbook");
    }

    @Test
    void atTheFirstThatIsNotMendedPeopleLead() {
        var woodpecker = containers.named("mosaic-woodpecker").orElseThrow().id();
        usage.uses(woodpecker, 8000);
        var incident = respondedTo("memory-leak");

        world.completes("carla", "UserTask_ApproveStep", incident, Map.of("approved", "false"));

        assertThat(world.ends(incident, "containers-leaking-memory")).containsExactly("Next one left to people");
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
    }

    @Test
    void whereTheRestartIsRefused_peopleLead() {
        usage.uses(gitea, 8000);
        var incident = respondedTo("memory-leak");

        world.completes("carla", "UserTask_ApproveStep", incident, Map.of("approved", "false"));

        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Not restarted");
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
    }

    @Test
    void whereItIsHighAgainAfterTheRestart_noLimitKillsIt_andPeopleLead() {
        usage.uses(gitea, 8000);
        var incident = respondedTo("container-oom-killed");

        approves(incident, "docker.restart-container");

        assertThat(world.ends(incident, RUNBOOK)).containsExactly("High after restart");
        assertThat(usage.limits).isEmpty();
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
    }

    @Test
    void aContainerThatDoesNotFitIntoItsLimitGetsTheFormerOneBack() {
        usage.uses(gitea, 8000);
        containers.atRestart = () -> usage.uses(gitea, 120);
        usage.atLimit = () -> usage.uses(gitea, 500);
        var incident = respondedTo("jvm-memory-filling-up");

        approves(incident, "docker.restart-container");
        approves(incident, "docker.set-memory-limit");
        approves(incident, "docker.set-memory-limit");

        assertThat(usage.limits).containsExactly(Map.entry(gitea, MemoryLimits.NONE));
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Limit taken back");
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
    }

    private IncidentId respondedTo(String symptom) {
        return respondedTo("mosaic-gitea", symptom);
    }
}
