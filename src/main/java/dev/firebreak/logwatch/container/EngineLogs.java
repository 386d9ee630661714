package dev.firebreak.logwatch.container;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** Port to the logs of containers. Both methods throw {@link RuntimeException} with the reason if there is no answer. */
public interface EngineLogs {

    /**
     * A container, running or not.
     *
     * @param isOwn whether Firebreak runs in it
     */
    record Logged(String id, String name, boolean isRunning, boolean isOwn) {}

    List<Logged> all();

    /**
     * Reads lines in the order of the log.
     *
     * @param since lines from this second on; some before it may come, too
     * @param lines false ends the reading
     * @return whether the log was read to its end
     */
    boolean read(String id, Instant since, Predicate<ContainerLine> lines) throws InterruptedException;
}
