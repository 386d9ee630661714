package dev.firebreak.runbook.step.redis.server;

import java.util.List;

/**
 * Some keys of a server, or all.
 *
 * @param complete whether these are all keys
 * @param prefixes by the memory that they take, the largest first
 * @param biggest single keys, the largest first
 */
public record KeySample(long keys, boolean complete, List<Prefix> prefixes, List<Key> biggest) {

    /**
     * Keys with the same text up to the first colon.
     *
     * @param lasting keys without an end, which only a person or the application removes
     * @param bytes as {@code MEMORY USAGE} estimates them
     */
    public record Prefix(String name, long keys, long lasting, long bytes) {}

    public record Key(String name, long bytes) {}
}
