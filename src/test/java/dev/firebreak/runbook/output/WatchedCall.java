package dev.firebreak.runbook.output;

import dev.firebreak.lab.Until;
import dev.firebreak.runbook.RunbookFixture;
import dev.firebreak.runbook.StepOutput;
import dev.firebreak.runbook.TimeLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Runs something real as a reading that people watch and cancel, with the ledger's database. */
public final class WatchedCall implements AutoCloseable {

    /** What runs. */
    public interface Reading {
        void read(StepOutput output) throws Exception;
    }

    private final RunbookFixture fixture;
    private final RunningSteps running;
    private CompletableFuture<Void> call;

    public WatchedCall(Path folder) {
        fixture = new RunbookFixture(folder);
        running = fixture.beans.getBean(RunningSteps.class);
    }

    /** Begins it on a thread of its own. */
    public WatchedCall begin(Reading reading) {
        call = CompletableFuture.runAsync(() -> {
            try (var watched = fixture.beans
                    .getBean(StepOutputs.class)
                    .watch(fixture.incident, "test.watch", "Watch", "lab", true)) {
                fixture.beans
                        .getBean(TimeLimit.class)
                        .within(Duration.ofMinutes(2), WatchedStep.BEAT, watched::beat, () -> {
                            reading.read(watched);
                            return null;
                        });
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
        return this;
    }

    /** The lines in the database while it runs, once there are so many. */
    public List<String> lines(int atLeast) {
        return Until.within(Duration.ofSeconds(60))
                .get(
                        atLeast + " lines",
                        () -> running.of(fixture.incident, fixture.clock.instant()).stream()
                                .filter(step -> step.lines() >= atLeast && !call.isDone())
                                .findFirst()
                                .map(step -> running.lines(step.id(), 0).stream()
                                        .map(OutputLine::text)
                                        .toList()));
    }

    /** A person cancels it; answers how long it took to end. */
    public Duration cancel() {
        var step = running.of(fixture.incident, fixture.clock.instant()).get(0);
        var began = System.nanoTime();
        fixture.beans.getBean(StepCancel.class).cancel(fixture.incident, step.id(), "enough", "rex");
        try {
            call.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StepCancelled) {
                return Duration.ofNanos(System.nanoTime() - began);
            }
            throw e;
        }
        throw new AssertionError("it ended by itself");
    }

    @Override
    public void close() {
        fixture.close();
    }
}
