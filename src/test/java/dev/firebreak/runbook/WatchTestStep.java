package dev.firebreak.runbook;

import dev.firebreak.catalog.Target;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.boot.test.context.TestComponent;

/** A reading that says lines and then waits until the test lets it end, or until it is interrupted. */
@TestComponent // kept out of booted tests
@RunbookStep(topic = "test.watch", title = "Watch", description = "Looks for long.", effect = Effect.READ)
public class WatchTestStep implements LongReading<WatchTestStep.Order> {

    public record Order() {}

    public volatile List<String> says = List.of();
    public volatile CountDownLatch ends = new CountDownLatch(0);
    public final AtomicBoolean interrupted = new AtomicBoolean();

    @Override
    public Finding read(Order order, Target target, StepOutput output) throws Exception {
        says.forEach(output::line);
        output.progress(says.size(), 1_000, "lines");
        try {
            ends.await();
        } catch (InterruptedException e) {
            interrupted.set(true);
            throw e;
        }
        return Finding.of("watched");
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofSeconds(30);
    }
}
