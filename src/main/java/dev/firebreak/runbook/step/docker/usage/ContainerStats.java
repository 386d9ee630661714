package dev.firebreak.runbook.step.docker.usage;

import dev.firebreak.text.ByteText;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a container uses.
 *
 * @param memory bytes that it can't give back: as {@code docker stats}, without file cache that nothing needs
 * @param memoryLimit bytes that it may use: those of the machine where it has no limit; 0 if the machine counts no
 *     memory of containers
 * @param cpuPercent of the processors that it may use, 0 to 100, over about a second
 * @param processes how many it has
 * @param counters all that the kernel counts of its memory, in bytes, by the kernel's own names
 */
public record ContainerStats(
        long memory, long memoryLimit, double cpuPercent, long processes, SortedMap<String, Long> counters) {

    public ContainerStats {
        counters = new TreeMap<>(counters);
    }

    /** Whether the machine counts what containers use. */
    public boolean isCounted() {
        return memoryLimit > 0;
    }

    /** Of the limit: a number, so that 9 is less than 80 and 100 is more. */
    public double memoryPercent() {
        return memoryLimit == 0 ? 0 : 100.0 * memory / memoryLimit;
    }

    /** As part of a sentence: "1.7 GiB of 2.0 GiB memory (85 %)". */
    public String memoryShown() {
        if (!isCounted()) {
            return "an unknown amount of memory (its machine has no memory cgroup)";
        }
        return ByteText.of(memory) + " of " + ByteText.of(memoryLimit) + " memory (" + Math.round(memoryPercent())
                + " %)";
    }
}
