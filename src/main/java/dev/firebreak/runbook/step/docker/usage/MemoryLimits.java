package dev.firebreak.runbook.step.docker.usage;

import dev.firebreak.text.ByteText;

/**
 * The memory limits of a container, in bytes.
 *
 * @param memory 0 for none
 * @param withSwap memory and swap together; 0 if the engine chooses, -1 for swap without a limit
 */
public record MemoryLimits(long memory, long withSwap) {

    /** No limit. */
    public static final MemoryLimits NONE = new MemoryLimits(0, 0);

    /** Memory, and no swap beyond it: a container that leaks into swap slows down its whole machine. */
    public static MemoryLimits withoutSwap(long memory) {
        return new MemoryLimits(memory, memory);
    }

    /** Reads what {@link #toString()} wrote into a plan. */
    public static MemoryLimits parse(String text) {
        var part = text.split(" with swap ");
        return new MemoryLimits(Long.parseLong(part[0]), Long.parseLong(part[1]));
    }

    /** For people: "2.0 GiB", "2.0 GiB and 1.0 GiB of swap" or "none". */
    public String shown() {
        if (memory == 0) {
            return "none";
        }
        return ByteText.of(memory) + (withSwap > memory ? " and " + ByteText.of(withSwap - memory) + " of swap" : "");
    }

    @Override
    public String toString() {
        return memory + " with swap " + withSwap;
    }
}
