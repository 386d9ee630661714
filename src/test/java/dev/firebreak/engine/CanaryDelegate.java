package dev.firebreak.engine;

import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** Detects that a model or a query has run code. */
public class CanaryDelegate implements JavaDelegate {

    private static final AtomicInteger SONGS = new AtomicInteger();

    public CanaryDelegate() {
        SONGS.incrementAndGet();
    }

    @Override
    public void execute(DelegateExecution execution) {
        SONGS.incrementAndGet();
    }

    public static boolean sangDuring(Runnable attempt) {
        var before = SONGS.get();
        attempt.run();
        return SONGS.get() > before;
    }

    /** A bean that models must not reach. */
    public static class Treasure {
        public String getGold() {
            return "gold";
        }
    }
}
