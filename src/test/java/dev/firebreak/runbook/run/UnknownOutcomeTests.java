package dev.firebreak.runbook.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.incident.Timeline;
import dev.firebreak.incident.TimelineEntry;
import dev.firebreak.lab.Until;
import dev.firebreak.runbook.LampTestStep;
import dev.firebreak.runbook.MovedTimeLimit;
import dev.firebreak.runbook.RunbookFixture;
import dev.firebreak.runbook.RunbookSettings;
import dev.firebreak.runbook.admission.Admission;
import dev.firebreak.runbook.definition.BoundStep;
import dev.firebreak.runbook.ledger.Leases;
import dev.firebreak.runbook.ledger.Ledger;
import dev.firebreak.runbook.ledger.StepState;
import dev.firebreak.runbook.output.StepOutputs;
import dev.firebreak.worker.RetryLater;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node dies while a step runs, and what the step did can't be seen: when people hear of it, and what. */
@Tag("F1")
class UnknownOutcomeTests {

    private static final Duration LEASE = Duration.ofSeconds(30);

    /** How often an idle node asks the engine for tasks. */
    private static final Duration POLL = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private RunbookFixture fixture;
    private RunbookFixture.Run run;
    private Instant intent;

    @BeforeEach
    void aNodeDiesWhileTheStepRuns() throws Exception {
        fixture = new RunbookFixture(folder);
        fixture.there("id", "lamp-1");
        fixture.there("slow", "");
        fixture.startedBy = "rex";
        run = fixture.approved();
        var node = new Thread(() -> {
            try {
                run.execute();
            } catch (Exception died) {
                // as a killed node: nothing of the end is recorded
            }
        });
        node.start();
        Until.within(Duration.ofSeconds(10)).see("it runs", () -> run.step().state() == StepState.RUNNING);
        node.interrupt();
        node.join();
        intent = run.step().intentAt();
        fixture.clock.passes(LEASE.plus(POLL));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void ofAProbeThatHangsPeopleReadWithin45Seconds_onceAndWithWhatWasOrderedAndByWhom() throws Exception {
        fixture.there("probe-hangs", "");
        var settling = CompletableFuture.runAsync(this::settle);
        Until.within(Duration.ofSeconds(10))
                .see(
                        "it is probed",
                        () -> Files.readString(folder.resolve("probe-hangs")).equals("begun"));
        fixture.clock.passes(Duration.ofSeconds(9));
        Thread.sleep(100);
        assertThat(doubts()).isEmpty();

        fixture.clock.passes(Duration.ofSeconds(1));

        Until.within(Duration.ofSeconds(10)).see("people are told", () -> !doubts().isEmpty());
        var told = doubts().get(0);
        assertThat(told.what())
                .isEqualTo("Outcome of \"Flip on lamp\" is not known yet: the probe has no answer;"
                        + " Firebreak keeps probing (asked by rex, approved by carla)");
        assertThat(Duration.between(intent, told.at())).isLessThanOrEqualTo(Duration.ofSeconds(45));
        assertThat(run.step().summary()).contains("is not known yet: the probe has no answer");
        fixture.clock.passes(Duration.ofSeconds(11));
        Thread.sleep(100);
        assertThat(doubts()).hasSize(1);
        fixture.clock.passes(Duration.ofSeconds(10));
        assertThatThrownBy(settling::join).hasCauseInstanceOf(RetryLater.class);
    }

    @Test
    void whatAProbeSawAndCanNotTellIsUnknownWithin45Seconds_andACommanderDecides() throws Exception {
        fixture.there("blind", "");

        assertThat(run.execute().outcome()).isEqualTo("unknown");

        var told = entries().get(entries().size() - 1);
        assertThat(told.what())
                .isEqualTo("Outcome unknown: Flip on lamp: after an interruption, nothing can be seen"
                        + " (asked by rex, approved by carla)");
        assertThat(Duration.between(intent, told.at())).isLessThanOrEqualTo(Duration.ofSeconds(45));
        assertThat(run.text("stepReason")).contains("nothing can be seen");
        assertThat(fixture.effects()).isEmpty();
    }

    /** What another node does, on the clock of the test. */
    private void settle() {
        var beans = fixture.beans;
        var executor = new StepExecutor(
                beans.getBean(Leases.class),
                beans.getBean(Ledger.class),
                beans.getBean(Admission.class),
                beans.getBean(StepResultRecorder.class),
                MovedTimeLimit.on(fixture.clock),
                beans.getBean(StepOutputs.class),
                beans.getBean(RunbookSettings.class),
                fixture.clock);
        try {
            executor.settle(BoundStep.of(beans.getBean(LampTestStep.class)), run.step(), "another-node:1");
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private List<TimelineEntry> doubts() {
        return entries().stream()
                .filter(entry -> entry.what().startsWith("Outcome of"))
                .toList();
    }

    private List<TimelineEntry> entries() {
        return fixture.beans.getBean(Timeline.class).of(fixture.incident);
    }
}
