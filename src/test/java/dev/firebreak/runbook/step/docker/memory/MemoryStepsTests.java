package dev.firebreak.runbook.step.docker.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.CompletedStep;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.step.FakeContainers;
import dev.firebreak.runbook.step.docker.usage.FakeUsage;
import dev.firebreak.runbook.step.docker.usage.MemoryLimits;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the steps on a container's memory decide, against a played Docker Engine. */
class MemoryStepsTests {

    private final FakeContainers containers = new FakeContainers();
    private final FakeUsage usage = new FakeUsage();
    private final SetMemoryLimit step = new SetMemoryLimit(containers, usage);
    private final Target target =
            new Target("gitea", "docker", "tier-2", true, false, Map.of("container", "mosaic-gitea"), Map.of());
    private final String id = containers.named("mosaic-gitea").orElseThrow().id();

    @ParameterizedTest
    @Tag("A074")
    @CsvSource({"737, true", "6553, true", "6555, false", "8192, false"})
    void memoryIsComparedAsANumber(long used, boolean recovered) throws Exception {
        usage.uses(id, used);

        assertThat(show(target).variables()).containsEntry("memoryRecovered", recovered);
    }

    @Test
    @Tag("A074")
    void aContainerThatMatchesOnlyByPrefixIsNoContainer() throws Exception {
        var prefix = new Target("gitea", "docker", "tier-2", true, false, Map.of("container", "mosaic-git"), Map.of());

        var seen = new ShowContainerMemory(containers, usage).read(new ShowContainerMemory.Order(80), prefix);

        assertThat(seen.summary()).isEqualTo("There is no container mosaic-git on the Docker Engine");
        assertThat(seen.variables()).containsEntry("memoryRecovered", false);
        assertThat(step.plan(order("1g"), prefix).obstacle()).contains("There is no container mosaic-git");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0m", "15m", "2", "2t", "-1g", "1.5g", "99999999g", "2 g", "1g;reboot"})
    void aSizeThatDockerWouldReadDifferentlyIsRefused(String size) {
        assertThatThrownBy(() -> new MemorySize(size)).hasMessageContaining("expected a size such as 512m or 2g");
    }

    @Test
    @Tag("A075")
    void aLimitThatCouldEndTheContainerAtOnceIsNotSet() throws Exception {
        usage.uses(id, 412);
        assertThat(step.plan(order("512m"), target).obstacle())
                .contains("mosaic-gitea uses 412.0 MiB: a limit of 512.0 MiB could end it at once");

        usage.uses(id, 400);
        var plan = step.plan(order("512m"), target);
        usage.uses(id, 512);

        assertThat(step.execute(plan, target).succeeded()).isFalse();
        assertThat(usage.limits).isEmpty();
    }

    @Test
    @Tag("A075")
    void swapIsTakenAwayAndGivenBack_andComparedOnlyWhereItIsCounted() throws Exception {
        var withSwap = new MemoryLimits(1L << 30, 3L << 30);
        usage.limits.put(id, withSwap);
        var plan = step.plan(order("1g"), target);
        assertThat(plan.summary()).contains("from 1.0 GiB and 2.0 GiB of swap to 1.0 GiB, without");
        assertThat(step.verify(plan, target).isDone()).isFalse();
        step.execute(plan, target);

        var undo = step.planUndo(new CompletedStep(plan, plan.stateBefore(), Instant.EPOCH), target)
                .orElseThrow();
        step.execute(undo, target);

        assertThat(usage.limits).containsEntry(id, withSwap);
        usage.limits.put(id, new MemoryLimits(1L << 30, -1));
        assertThat(step.verify(plan, target).isDone()).isTrue();
    }

    @Test
    @Tag("A075")
    void withoutALimitInTheCatalogueNoneIsSet() throws Exception {
        var plan = step.plan(new SetMemoryLimit.Order(null), target);

        assertThat(plan.isNothing()).isTrue();
        assertThat(plan.summary()).contains("The catalogue names no limit for mosaic-gitea");
    }

    @Test
    @Tag("A075")
    void whatAnotherPersonChangedSinceStays() throws Exception {
        var plan = step.plan(order("1g"), target);
        step.execute(plan, target);
        usage.limits.put(id, MemoryLimits.withoutSwap(3L << 30));

        var undo = step.planUndo(new CompletedStep(plan, plan.stateBefore(), Instant.EPOCH), target);

        assertThat(undo.map(Plan::obstacle)).get().asString().contains("another person changed it");
    }

    @Test
    void whereTheMachineCountsNoMemory_thatIsSaid_andNothingCountsAsRecovered() throws Exception {
        usage.counts = false;

        assertThat(show(target).summary()).contains("an unknown amount of memory");
        assertThat(show(target).variables()).containsEntry("memoryRecovered", false);
        assertThat(step.plan(order("1g"), target).obstacle()).contains("has no memory cgroup");
    }

    private Finding show(Target target) throws Exception {
        return new ShowContainerMemory(containers, usage).read(new ShowContainerMemory.Order(80), target);
    }

    private static SetMemoryLimit.Order order(String limit) {
        return new SetMemoryLimit.Order(new MemorySize(limit));
    }
}
