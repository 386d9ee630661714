package dev.firebreak.runbook.whole;

import static dev.firebreak.runbook.whole.WholeRunbook.Case.BROKEN;
import static dev.firebreak.runbook.whole.WholeRunbook.Case.HEALTHY;
import static dev.firebreak.runbook.whole.WholeRunbook.Case.NOT_HELPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import dev.firebreak.lab.Until;
import dev.firebreak.runbook.step.docker.engine.LabDocker;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Containers that leak memory, and one that is as busy as Gitea under crawlers, on a real Docker Engine. */
abstract class ContainerRunbooks extends WholeRunbookStory {

    private static final String LEAK = "container-memory-leak";
    private static final String LEAKS = "containers-leaking-memory";
    private static final String LOAD = "gitea-high-load";
    private static final String RESTART = "docker.restart-container";
    private static final String LIMIT = "docker.set-memory-limit";
    private static final String[] LIMITED = {"--memory=64m", "--memory-swap=64m"};
    private static final String FILLS = "{ head -c 54m /dev/zero; sleep 3600; } | tail -n 1";

    @AfterEach
    void theyEnd() {
        LabSite.DOCKER.close();
    }

    @Test
    @Tag("A074")
    @Tag("chaos")
    @WholeRunbook(value = LEAK, state = HEALTHY)
    void aContainerWithinItsLimitIsNotRestarted() {
        var name = runs("sleep", "3600");
        var started = started(name);

        var incident = respondedTo("lab-leak", "memory-leak");

        stabilises(incident, LEAK, "Memory within limit");
        assertThat(started(name)).isEqualTo(started);
    }

    @Test
    @Tag("chaos")
    @Tag("A074")
    @Tag("A075")
    @Tag("F20")
    @WholeRunbook(value = LEAK, state = BROKEN)
    void aLeakIsRestartedAfterItsEvidence_andItsNewLimitIsTakenBackWithTheResolution() {
        var name = runs("sleep", "3600");
        var limits = limits(name);
        LabDocker.docker("exec", "-d", name, "sh", "-c", FILLS);
        leaks(name);
        var incident = respondedTo("lab-leak", "memory-leak");

        approves(incident, RESTART);
        approves(incident, LIMIT);

        stabilises(incident, LEAK, "Memory recovered");
        looksAgainAfter(incident, LEAK);
        assertThat(limits(name)).isNotEqualTo(limits);
        takesBackAtResolution(incident, LIMIT);
        assertThat(limits(name)).isEqualTo(limits);
    }

    @Test
    @Tag("A074")
    @Tag("chaos")
    @WholeRunbook(value = LEAK, state = NOT_HELPED)
    void aContainerThatIsFullAgainAfterTheRestartIsLeftToPeople() {
        var name = LabSite.DOCKER.prefix + "-leak";
        runs("sh", "-c", FILLS);
        leaks(name);
        var limits = limits(name);
        var incident = respondedTo("lab-leak", "memory-leak");

        approves(incident, RESTART);

        leavesToPeople(incident, LEAK, "High after restart");
        looksAgainAfter(incident, LEAK);
        assertThat(limits(name)).isEqualTo(limits);
    }

    @Test
    @Tag("A074")
    @Tag("chaos")
    @WholeRunbook(value = LEAKS, state = HEALTHY)
    void whereNoOtherLeaks_noOneIsRestarted() {
        runs("sleep", "3600");
        LabSite.DOCKER.run("-web", Lab.Settings.of("IMAGE_BUSYBOX") + " sleep 3600", LIMITED);

        var incident = respondedTo("lab-leak", "memory-leak");

        assertThat(world.ends(incident, LEAKS)).containsExactly("No leak left");
    }

    @Test
    @Tag("chaos")
    @Tag("A074")
    @WholeRunbook(value = LEAKS, state = BROKEN)
    void anotherLeakFollows_withAnApprovalOfItsOwn() {
        runs("sleep", "3600");
        var other = LabSite.DOCKER.run("-web", Lab.Settings.of("IMAGE_BUSYBOX") + " sleep 3600", LIMITED);
        LabDocker.docker("exec", "-d", other, "sh", "-c", FILLS);
        leaks(other);
        var incident = respondedTo("lab-leak", "memory-leak");

        approves(incident, RESTART);

        assertThat(world.ends(incident, LEAKS)).containsExactly("No leak left");
        assertThat(used(other)).isLessThan(30_000_000);
    }

    @Test
    @Tag("A074")
    @Tag("chaos")
    @WholeRunbook(value = LEAKS, state = NOT_HELPED)
    void atTheFirstThatIsNotMendedPeopleLead() {
        runs("sleep", "3600");
        var other = LabSite.DOCKER.run("-web", Lab.Settings.of("IMAGE_BUSYBOX") + " sleep 3600", LIMITED);
        LabDocker.docker("exec", "-d", other, "sh", "-c", FILLS);
        leaks(other);
        var incident = respondedTo("lab-leak", "memory-leak");

        refuses(incident, RESTART);

        assertThat(world.ends(incident, LEAKS)).containsExactly("Next one left to people");
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
    }

    @Test
    @Tag("A061")
    @Tag("chaos")
    @WholeRunbook(value = LOAD, state = HEALTHY)
    void aGiteaThatIsNotBusyIsLeftAlone() {
        gitea("sleep 3600");

        stabilises(respondedTo("lab-gitea", "gitea-high-load"), LOAD, "Load normal");
    }

    @Test
    @Tag("chaos")
    @Tag("A061")
    @WholeRunbook(value = LOAD, state = BROKEN)
    void aCloneThatRunsForLongEnds_andGiteaIsNotRestarted() throws Exception {
        var name = gitea("sleep 3600");
        LabDocker.docker("exec", "-d", name, "sh", "-c", "exec git upload-pack >/dev/null");
        Thread.sleep(10_500); // no younger process is ended
        var started = started(name);
        var incident = respondedTo("lab-gitea", "gitea-high-load");

        approves(incident, "gitea.end-git-processes");

        stabilises(incident, LOAD, "Recovered without restart");
        looksAgainAfter(incident, LOAD);
        assertThat(started(name)).isEqualTo(started);
    }

    @Test
    @Tag("A061")
    @Tag("chaos")
    @WholeRunbook(value = LOAD, state = NOT_HELPED)
    void aGiteaThatIsBusyAgainAfterTheRestartIsLeftToPeople() {
        gitea("yes");
        var incident = respondedTo("lab-gitea", "gitea-high-load");

        approves(incident, RESTART);

        leavesToPeople(incident, LOAD, "Load still high");
        looksAgainAfter(incident, LOAD);
    }

    private static String runs(String... command) {
        return LabSite.DOCKER.runs("-leak", Lab.Settings.of("IMAGE_BUSYBOX"), LIMITED, command);
    }

    /** Programs that are named as Gitea's, with a tenth of a processor. */
    private static String gitea(String program) {
        var name = LabSite.DOCKER.runs(
                "-gitea",
                Lab.Settings.of("IMAGE_DEBIAN"),
                new String[] {"--cpus=0.1", "--init"},
                "sh",
                "-c",
                program + " >/dev/null");
        LabDocker.docker("exec", name, "cp", "/usr/bin/yes", "/usr/bin/git");
        return name;
    }

    private static void leaks(String name) {
        Until.within(Duration.ofSeconds(30)).see("a leak in " + name, () -> used(name) > 53_500_000);
    }

    private static long used(String name) {
        var seen = LabDocker.docker(
                "exec",
                name,
                "sh",
                "-c",
                "cat /sys/fs/cgroup/memory/memory.stat"
                        + " /sys/fs/cgroup/memory.stat 2>/dev/null | grep -E '^(anon|total_rss) ' || true");
        return seen.isEmpty()
                ? 0
                : Long.parseLong(seen.lines().findFirst().orElseThrow().split(" ")[1]);
    }

    private static String limits(String name) {
        return LabDocker.docker(
                "inspect", "--format", "{{.HostConfig.Memory}} {{.HostConfig.MemorySwap}} {{.Id}}", name);
    }

    private static String started(String name) {
        return LabDocker.docker("inspect", "--format", "{{.State.StartedAt}}", name);
    }
}
