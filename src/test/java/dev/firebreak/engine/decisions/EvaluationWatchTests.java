package dev.firebreak.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EvaluationWatchTests {

    private final EvaluationWatch watch = new EvaluationWatch(Duration.ofMillis(50), Long.MAX_VALUE);

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    @Tag("H5")
    void anExcessThatCantBeRecorded_doesNotEndTheWatch() {
        assertThat(isStopped()).isTrue();
        assertThat(isStopped()).isTrue();
    }

    @Test
    void theWatchWakesFromItsRest() throws Exception {
        Thread.sleep(100);

        assertThat(isStopped()).isTrue();
    }

    /** Computes for ten seconds, unless it is interrupted. */
    private boolean isStopped() {
        return watch.watched(
                reason -> {
                    throw new IllegalStateException("played: the database is gone");
                },
                () -> watch.computing(() -> {
                    var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
                    while (System.nanoTime() < end) {
                        if (Thread.currentThread().isInterrupted()) {
                            return true;
                        }
                    }
                    return false;
                }));
    }
}
