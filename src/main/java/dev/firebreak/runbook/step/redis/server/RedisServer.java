package dev.firebreak.runbook.step.redis.server;

import java.time.Duration;

/**
 * Port to a Redis server, through one connection of Firebreak. The caller must close it. There is no command that
 * flushes or deletes. Walks over keys are made in small pieces, since the server does one thing at a time.
 */
public interface RedisServer extends AutoCloseable {

    /** What the server says about itself. */
    RedisInfo info();

    /** Looks at this many keys at most, and at the memory that they take. */
    KeySample sample(int atMost) throws InterruptedException;

    /**
     * Counts the keys that begin with this text.
     *
     * @param within a key that ends later than this counts as lasting
     */
    KeyCount count(String prefix, Duration within) throws InterruptedException;

    /** Lets the keys that begin with this text end after this time, unless they end earlier. Returns how many. */
    long expire(String prefix, Duration after) throws InterruptedException;

    /** Until the server restarts. The server's own file keeps what it says. */
    void setEvictionPolicy(String policy);

    /** Begins a snapshot in the background, or at once after one that is under way. */
    void save();

    @Override
    void close();

    /**
     * Keys that begin with a text.
     *
     * @param lasting those that have no end, or a later one
     * @param complete false if there are more than the walk may look at
     */
    record KeyCount(long keys, long lasting, boolean complete) {}
}
