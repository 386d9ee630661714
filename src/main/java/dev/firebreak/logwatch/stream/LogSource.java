package dev.firebreak.logwatch.stream;

/** One kind of place that logs come from. Each has a thread of its own. */
public interface LogSource {

    /** For threads and messages. */
    String name();

    /** Whether anything of it is to be watched. */
    boolean isConfigured();

    /**
     * Reads what is new, as far as one turn goes.
     *
     * @return whether there is more to read at once
     */
    boolean round() throws InterruptedException;

    /** Stores how far the logs are read. */
    void close();
}
