package dev.firebreak.runbook.step.docker.engine;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.CpuStatsConfig;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Statistics;
import dev.firebreak.runbook.step.docker.usage.ContainerProcess;
import dev.firebreak.runbook.step.docker.usage.ContainerStats;
import dev.firebreak.runbook.step.docker.usage.ContainerUsage;
import dev.firebreak.runbook.step.docker.usage.MemoryLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * {@link ContainerUsage} over the HTTP API of a Docker Engine. The engine takes back no memory limit (moby
 * issue 22516): 0 means "as it is", and -1 for swap does not reach the kernel. So the end of a limit is a number beyond
 * any machine, which reads as none here.
 */
@Component
public class DockerUsage implements ContainerUsage {

    /** 4 EiB. */
    private static final long WITHOUT_LIMIT = 1L << 62;

    /**
     * Memory and swap together: the largest limit of the kernel, {@code PAGE_COUNTER_MAX} in bytes. On cgroup v2, swap
     * gets the difference, so the limit of memory must be less.
     */
    private static final long SWAP_WITHOUT_LIMIT = 9_223_372_036_854_771_712L;

    private static final Duration ANSWER = Duration.ofSeconds(10);

    /** {@code comm}, not {@code args}: arguments may hold secrets. */
    private static final String COLUMNS = "-eo pid,ppid,rss,comm";

    private final DockerEngine engine;

    public DockerUsage(DockerEngine engine) {
        this.engine = engine;
    }

    @Override
    public Optional<ContainerStats> of(String id) throws InterruptedException {
        var sample = new Sample();
        try (sample) {
            engine.call(() -> engine.client().statsCmd(id).withNoStream(true).exec(sample));
            sample.awaitCompletion(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (NotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            // The connection is gone anyway.
        }
        if (sample.seen == null) {
            throw engine.unreachable("it gave no statistics of " + id + " within " + ANSWER.toSeconds() + " s");
        }
        return inspect(id)
                .filter(container -> Boolean.TRUE.equals(container.getState().getRunning()))
                .map(container -> usage(sample.seen, container.getHostConfig()));
    }

    /** Without a memory cgroup, the engine answers without memory. */
    private static ContainerStats usage(Statistics seen, HostConfig host) {
        var memory = seen.getMemoryStats();
        if (memory == null || memory.getUsage() == null) {
            return new ContainerStats(0, 0, 0, 0, new TreeMap<>());
        }
        var counters = counters(seen);
        var idle = counters.getOrDefault("total_inactive_file", counters.getOrDefault("inactive_file", 0L));
        var pids = seen.getPidsStats() == null ? null : seen.getPidsStats().getCurrent();
        return new ContainerStats(
                Math.max(0, memory.getUsage() - idle),
                number(memory.getLimit()),
                cpuPercent(seen.getPreCpuStats(), seen.getCpuStats(), host),
                number(pids),
                counters);
    }

    private static SortedMap<String, Long> counters(Statistics seen) {
        var memory = seen.getMemoryStats();
        var counters = new TreeMap<String, Long>();
        put(counters, "usage", memory.getUsage());
        put(counters, "max_usage", memory.getMaxUsage());
        put(counters, "failcnt", memory.getFailcnt());
        put(counters, "limit", memory.getLimit());
        var stats = memory.getStats();
        if (stats != null) {
            put(counters, "rss", stats.getRss());
            put(counters, "cache", stats.getCache());
            put(counters, "swap", stats.getSwap());
            put(counters, "mapped_file", stats.getMappedFile());
            put(counters, "active_anon", stats.getActiveAnon());
            put(counters, "inactive_anon", stats.getInactiveAnon());
            put(counters, "active_file", stats.getActiveFile());
            put(counters, "inactive_file", stats.getInactiveFile());
            put(counters, "total_inactive_file", stats.getTotalInactiveFile());
            put(counters, "pgmajfault", stats.getPgmajfault());
        }
        return counters;
    }

    private static void put(SortedMap<String, Long> counters, String name, Long value) {
        if (value != null) {
            counters.put(name, value);
        }
    }

    /** The engine's second sample is about a second after its first; {@code system} counts all processors. */
    private static double cpuPercent(CpuStatsConfig before, CpuStatsConfig now, HostConfig host) {
        if (before == null || now == null || before.getSystemCpuUsage() == null || now.getSystemCpuUsage() == null) {
            return 0;
        }
        var used = number(now.getCpuUsage().getTotalUsage())
                - number(before.getCpuUsage().getTotalUsage());
        var all = now.getSystemCpuUsage() - before.getSystemCpuUsage();
        var processors = Math.max(1, number(now.getOnlineCpus()));
        var allowed = Math.min(processors, allowed(host, processors));
        return all <= 0 ? 0 : Math.min(100, Math.max(0, 100.0 * used / all * processors / allowed));
    }

    /** How many processors the container may use. */
    private static double allowed(HostConfig host, long processors) {
        if (number(host.getNanoCPUs()) > 0) {
            return host.getNanoCPUs() / 1e9;
        }
        var quota = number(host.getCpuQuota());
        var period = number(host.getCpuPeriod());
        return quota > 0 ? (double) quota / (period > 0 ? period : 100_000) : processors;
    }

    @Override
    public Optional<MemoryLimits> limits(String id) {
        return inspect(id).map(InspectContainerResponse::getHostConfig).map(DockerUsage::limits);
    }

    private static MemoryLimits limits(HostConfig host) {
        var memory = number(host.getMemory());
        return memory == 0 || memory >= WITHOUT_LIMIT
                ? MemoryLimits.NONE
                : new MemoryLimits(memory, number(host.getMemorySwap()));
    }

    @Override
    public boolean limit(String id, MemoryLimits limits) {
        var without = limits.equals(MemoryLimits.NONE);
        try {
            engine.call(() -> engine.client()
                    .updateContainerCmd(id)
                    .withMemory(without ? WITHOUT_LIMIT : limits.memory())
                    .withMemorySwap(without ? SWAP_WITHOUT_LIMIT : limits.withSwap())
                    .exec());
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    @Override
    public List<ContainerProcess> processes(String id) {
        try {
            var answer = engine.call(() ->
                    engine.client().topContainerCmd(id).withPsArgs(COLUMNS).exec());
            return Arrays.stream(answer.getProcesses())
                    .filter(fields -> fields.length == 4)
                    .map(fields -> new ContainerProcess(
                            Long.parseLong(fields[0]),
                            Long.parseLong(fields[1]),
                            Long.parseLong(fields[2]) * 1024,
                            fields[3]))
                    .sorted(Comparator.comparingLong(ContainerProcess::memory).reversed())
                    .toList();
        } catch (NotFoundException | ConflictException e) {
            return List.of();
        }
    }

    private Optional<InspectContainerResponse> inspect(String id) {
        try {
            return Optional.of(
                    engine.call(() -> engine.client().inspectContainerCmd(id).exec()));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private static long number(Long value) {
        return value == null ? 0 : value;
    }

    private static final class Sample extends ResultCallback.Adapter<Statistics> {

        private volatile Statistics seen;

        @Override
        public void onNext(Statistics statistics) {
            seen = statistics;
        }
    }
}
