package dev.firebreak.runbook.step.docker.usage;

import dev.firebreak.runbook.step.PlayedTarget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;

/** What containers use, played: by id, with memory in MiB of a machine with 8 GiB. */
@TestComponent
@Primary
public class FakeUsage extends PlayedTarget implements ContainerUsage {

    private static final long MIB = 1 << 20;
    private static final long MACHINE = 8192 * MIB;

    public final Map<String, Long> memory = new HashMap<>();
    public final Map<String, MemoryLimits> limits = new HashMap<>();
    public double cpuPercent;

    /** Whether the machine has a memory cgroup. */
    public boolean counts;

    /** What a new limit brings about. */
    public Runnable atLimit;

    public FakeUsage() {
        reset();
    }

    /** All containers are small, and have no limits. */
    public final void reset() {
        memory.clear();
        limits.clear();
        cpuPercent = 5;
        counts = true;
        atLimit = () -> {};
    }

    /** This container uses so much, in MiB. */
    public void uses(String id, long mebibytes) {
        memory.put(id, mebibytes * MIB);
    }

    @Override
    public Optional<ContainerStats> of(String id) {
        if (!counts) {
            return Optional.of(new ContainerStats(0, 0, 0, 0, new TreeMap<>()));
        }
        var limit = limits(id).orElseThrow().memory();
        var used = memory.getOrDefault(id, 100 * MIB);
        return Optional.of(new ContainerStats(
                used, limit == 0 ? MACHINE : limit, cpuPercent, 2, new TreeMap<>(Map.of("usage", used, "rss", used))));
    }

    @Override
    public Optional<MemoryLimits> limits(String id) {
        return Optional.of(limits.getOrDefault(id, MemoryLimits.NONE));
    }

    @Override
    public boolean limit(String id, MemoryLimits wanted) {
        changes(() -> limits.put(id, wanted));
        atLimit.run();
        return true;
    }

    @Override
    public List<ContainerProcess> processes(String id) {
        return List.of(
                new ContainerProcess(4711, 1, memory.getOrDefault(id, 100 * MIB), "gitea"),
                new ContainerProcess(4712, 4711, MIB, "<b>git</b>"));
    }

    @Override
    public Object captured() {
        var set = new HashMap<>(limits);
        set.values().removeIf(MemoryLimits.NONE::equals);
        return set;
    }

    @Override
    public void givesWork() {
        reset();
    }
}
