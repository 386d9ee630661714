package dev.firebreak;

import dev.firebreak.database.DatabaseBulkhead;
import java.time.Duration;
import org.slf4j.LoggerFactory;

/**
 * Ends the process 29 seconds after the signal to end, even if something does not stop (guarantees.md A18): a supervisor
 * would kill it after 30. What is cut off then is handed over as after a kill.
 */
final class ShutdownLimit {

    private static final Duration LIMIT = Duration.ofSeconds(29);

    /** As after SIGTERM. */
    private static final int EXIT_CODE = 143;

    private ShutdownLimit() {}

    /** For the process of its own; not for tests, whose JVM lives on. */
    static void install() {
        Runtime.getRuntime().addShutdownHook(DatabaseBulkhead.PEOPLE.thread(ShutdownLimit::begin, "shutdown"));
    }

    /** The JVM waits for its hooks, but not for this thread. */
    private static void begin() {
        DatabaseBulkhead.PEOPLE
                .daemons("shutdown-limit")
                .newThread(ShutdownLimit::end)
                .start();
    }

    private static void end() {
        try {
            Thread.sleep(LIMIT.toMillis());
        } catch (InterruptedException e) {
            return;
        }
        LoggerFactory.getLogger(ShutdownLimit.class)
                .warn(
                        "The shutdown took {}; the process ends now. What was not finished is taken up by another node"
                                + " or the next start.",
                        LIMIT);
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
