package dev.firebreak.runbook.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.lab.Until;
import dev.firebreak.runbook.RunbookFixture;
import dev.firebreak.runbook.ledger.StepState;
import dev.firebreak.worker.RetryLater;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node is cut off from its database, and not from what its steps act on. */
@Tag("B8")
class CutOffNodeTests {

    private static final Duration LEASE = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private RunbookFixture fixture;

    @BeforeEach
    void open() {
        fixture = new RunbookFixture(folder, "firebreak.step-lease=" + LEASE);
        fixture.there("id", "lamp-1");
    }

    @AfterEach
    void close() {
        fixture.isCutOff = false;
        fixture.close();
    }

    @Test
    void itsEffectsStopBeforeItsLeaseEnds_andALaterAttemptProbesAndDoesNotRepeat() throws Exception {
        fixture.there("drips", "80");
        var run = fixture.approved();
        var step = CompletableFuture.runAsync(() -> execute(run));
        Until.within(Duration.ofSeconds(20)).see("the effect has begun", () -> effects() > 0);

        fixture.isCutOff = true;
        var cutAt = System.nanoTime();

        assertThatThrownBy(step::get)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(RetryLater.class)
                .hasStackTraceContaining("could not renew the lease of the step");
        assertThat(Duration.ofNanos(System.nanoTime() - cutAt)).isLessThan(LEASE);
        var stoppedAfter = effects();
        Thread.sleep(300);
        assertThat(effects()).isEqualTo(stoppedAfter).isLessThan(80);
        fixture.isCutOff = false;
        assertThat(run.step().state()).isEqualTo(StepState.RUNNING);
        fixture.clock.passes(Duration.ofSeconds(31));
        assertThat(run.execute().outcome()).isEqualTo("done");
        assertThat(effects()).isEqualTo(stoppedAfter);
        assertThat(fixture.timeline()).last().asString().contains("after an interruption");
    }

    @Test
    void aShortInterruptionStopsNothing() throws Exception {
        fixture.there("drips", "70");
        var run = fixture.approved();
        var step = CompletableFuture.runAsync(() -> execute(run));
        Until.within(Duration.ofSeconds(20)).see("the effect has begun", () -> effects() > 0);

        fixture.isCutOff = true;
        Thread.sleep(LEASE.dividedBy(2).toMillis());
        fixture.isCutOff = false;

        step.get();
        assertThat(run.outcome()).isEqualTo("done");
        assertThat(run.step().state()).isEqualTo(StepState.SUCCEEDED);
    }

    private int effects() {
        return fixture.effects().size();
    }

    private static void execute(RunbookFixture.Run run) {
        try {
            run.execute();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
