package dev.firebreak.database;

import java.time.Duration;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/** A component with loops of its own, which begin and end with the application. */
public interface BackgroundWork extends SmartLifecycle {

    /** In the order in which they start. */
    List<BackgroundLoop> loops();

    /** How long the shutdown waits for a round of each loop. */
    default Duration stopTimeout() {
        return Duration.ofSeconds(2);
    }

    @Override
    default void start() {
        loops().forEach(BackgroundLoop::start);
    }

    @Override
    default void stop() {
        loops().forEach(loop -> loop.stop(stopTimeout()));
    }

    @Override
    default boolean isRunning() {
        return loops().stream().anyMatch(BackgroundLoop::isRunning);
    }
}
