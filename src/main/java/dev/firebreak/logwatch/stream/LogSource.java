package dev.firebreak.logwatch.stream;

import java.util.List;

/** One kind of place that logs come from. Each of its parts has a thread of its own. */
public interface LogSource {

    /** For threads and messages. */
    String name();

    /** Whether anything of it is to be watched. */
    boolean isConfigured();

    /** What can be read side by side, so that a place that hangs does not hold up the others. */
    default List<LogSource> parts() {
        return List.of(this);
    }

    /**
     * Reads what is new, as far as one turn goes.
     *
     * @return whether there is more to read at once
     */
    boolean round() throws InterruptedException;

    /** Stores how far the logs are read. */
    void close();
}
