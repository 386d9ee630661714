package dev.firebreak.runbook.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.lab.Until;
import dev.firebreak.runbook.LampTestStep;
import dev.firebreak.runbook.MovedTimeLimit;
import dev.firebreak.runbook.RunbookFixtureTest;
import dev.firebreak.runbook.admission.Admission;
import dev.firebreak.runbook.definition.BoundStep;
import dev.firebreak.runbook.ledger.Ledger;
import dev.firebreak.runbook.output.RunningStep;
import dev.firebreak.runbook.output.RunningSteps;
import dev.firebreak.runbook.output.StepCancel;
import dev.firebreak.runbook.output.StepOutputs;
import dev.firebreak.worker.ExternalTask;
import dev.firebreak.worker.NonRetryable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A target that gives no answer while a step on it is planned. */
@Tag("F29")
class HangingPlanTests extends RunbookFixtureTest {

    @BeforeEach
    void theTargetHangs() {
        fixture.there("plan-hangs", "");
    }

    @Test
    void aPersonSeesThatItPlans_andCancelsIt_andNothingWasChanged() {
        var planning = CompletableFuture.runAsync(() -> {
            try {
                fixture.flip().plan();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
        var seen = seen();
        assertThat(seen.label()).isEqualTo("Plan: Flip on lamp");

        fixture.beans.getBean(StepCancel.class).cancel(fixture.incident, seen.id(), "the lamp is off", "carla");

        assertThatThrownBy(planning::join)
                .hasCauseInstanceOf(NonRetryable.class)
                .hasMessageContaining("carla cancelled its planning: the lamp is off. Nothing was changed.");
        assertThat(fixture.effects()).isEmpty();
        fixture.gone("plan-hangs");
        assertThat(planAgain()).as("it is tried again").isEqualTo("one");
    }

    @Test
    void afterHalfAMinuteItIsAStuckStep_thatSaysWhatToDo() {
        var planner = new Planner(
                fixture.beans.getBean(Admission.class),
                fixture.beans.getBean(Ledger.class),
                MovedTimeLimit.on(fixture.clock),
                fixture.beans.getBean(StepOutputs.class),
                fixture.beans.getBean(DisplayNames.class));
        var planning = CompletableFuture.runAsync(() -> plan(planner));
        Until.within(Duration.ofSeconds(10)).see("the planning is listed", () -> {
            fixture.clock.passes(Duration.ofMillis(600));
            return !fixture.beans
                    .getBean(RunningSteps.class)
                    .of(fixture.incident, fixture.clock.instant())
                    .isEmpty();
        });

        fixture.clock.passes(Duration.ofSeconds(31));

        assertThatThrownBy(planning::join)
                .hasCauseInstanceOf(NonRetryable.class)
                .hasMessageContaining("did not end within 30 s; nothing was changed. See whether lamp answers.")
                .hasMessageContaining("Try it again, or skip it");
    }

    private String planAgain() {
        try {
            return fixture.flip().plan().text("approval");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void plan(Planner planner) {
        var step = BoundStep.of(fixture.beans.getBean(LampTestStep.class));
        var task = new ExternalTask(
                "task-1",
                "test.flip",
                fixture.incident,
                "instance",
                "run-step",
                "plan",
                "node:1",
                Map.of("target", "lamp", "word", "on"));
        try {
            planner.plan(step, task);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private RunningStep seen() {
        return Until.within(Duration.ofSeconds(10))
                .get(
                        "the planning is listed",
                        () ->
                                fixture
                                        .beans
                                        .getBean(RunningSteps.class)
                                        .of(fixture.incident, fixture.clock.instant())
                                        .stream()
                                        .findFirst());
    }
}
