package dev.firebreak.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.runbook.approval.ApprovalService;
import dev.firebreak.runbook.ledger.StepState;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What became of a step: proved, unknown, settled by a person, or taken back. */
class StepOutcomeTests extends RunbookFixtureTest {

    @Test
    void whatIsApprovedHappensOnce_isVerified_andTheTimelineSaysByWhom() throws Exception {
        fixture.startedBy = "rex";
        var run = fixture.flip().plan().approvedBy("carla");

        run.execute().verify();

        assertThat(fixture.effects()).containsExactly("on");
        assertThat(run.variables).containsEntry("stepOutcome", "done").containsEntry("stepVerified", true);
        assertThat(run.variables).containsEntry("written", true);
        assertThat(fixture.timeline())
                .containsExactly(
                        "Planned: Flip on lamp (asked by rex)",
                        "Approved: Flip on lamp",
                        "Executed: Flip on lamp: wrote on (asked by rex, approved by carla)",
                        "Verified: Flip on lamp: all is well");
        assertThat(fixture.audit)
                .containsExactly(
                        "step.approved by carla",
                        "step.intent by runbook",
                        "step.succeeded by runbook",
                        "step.verified by runbook");
    }

    @Test
    @Tag("F8")
    void doneButStillSick_isNotVerified() throws Exception {
        fixture.there("sick", "");

        var run = fixture.approved().execute().verify();

        assertThat(run.variables).containsEntry("stepOutcome", "done").containsEntry("stepVerified", false);
        assertThat(run.step().state()).isEqualTo(StepState.VERIFY_FAILED);
        assertThat(fixture.timeline()).last().isEqualTo("Not verified: Flip on lamp: still sick");
    }

    @Test
    void anExceptionThatProvablyDidNothingIsTriedAgainUnderTheSameApproval() throws Exception {
        var run = fixture.approved();
        fixture.there("broken", "");
        assertThatThrownBy(run::execute).hasMessageContaining("can't be reached");
        assertThat(run.step().state()).isEqualTo(StepState.NOT_DONE);

        fixture.gone("broken");

        assertThat(run.execute().outcome()).isEqualTo("done");
        assertThat(fixture.effects()).containsExactly("on");
    }

    @Test
    void anExceptionThatNobodyCanExplainIsUnknown_andAPersonSettlesIt() throws Exception {
        var run = fixture.approved();
        fixture.there("broken", "");
        fixture.there("blind", "");

        assertThat(run.execute().outcome()).isEqualTo("unknown");
        assertThat(run.execute().outcome()).as("never repeated by the machine").isEqualTo("unknown");
        assertThat(run.settle("carla", "done")).isTrue();

        assertThat(run.verify().variables).containsEntry("stepVerified", true);
        assertThat(fixture.timeline()).contains("Settled as done: Flip on lamp");
    }

    @Test
    void onlyACommandersWordInTheFormSettles() throws Exception {
        var run = fixture.approved();
        fixture.there("broken", "");
        fixture.there("blind", "");
        run.execute();

        assertThatThrownBy(() -> fixture.beans
                        .getBean(ApprovalService.class)
                        .settle(run.step().id(), run.step().processInstance()))
                .hasMessageContaining("Choose what happened to the step");
        assertThatThrownBy(() -> run.settle("rex", "done")).hasMessageContaining("Only a commander");
        assertThatThrownBy(() -> run.with("stepReason", "All is well.").settle("carla", "done"))
                .hasMessageContaining("its stepReason is different");
        assertThat(run.step().state()).isEqualTo(StepState.UNKNOWN);
    }

    @Test
    void settledAsNotDoneIsPlannedAgain() throws Exception {
        var run = fixture.approved();
        fixture.there("broken", "");
        fixture.there("blind", "");
        run.execute();

        assertThat(run.settle("carla", "again")).isFalse();

        assertThat(run.step().state()).isEqualTo(StepState.CANCELLED);
        fixture.gone("broken");
        assertThat(run.execute().outcome()).isEqualTo("void");
        assertThat(run.plan().approvedBy("carla").execute().outcome()).isEqualTo("done");
    }

    @Test
    @Tag("F2")
    void whatTakesTooLongIsInterruptedAndProbed() throws Exception {
        fixture.there("slow", "");
        fixture.beans.getBean(LampTestStep.class).limit = Duration.ofSeconds(1);

        var run = fixture.approved().execute();

        assertThat(run.outcome()).isEqualTo("failed");
        assertThat(run.text("stepReason")).contains("did not end within 1 s", "there is no new line");
    }

    @Test
    @Tag("F2")
    void whatTakesTooLongAndCantBeSeen_isUnknown() throws Exception {
        fixture.there("slow", "");
        fixture.there("blind", "");
        fixture.beans.getBean(LampTestStep.class).limit = Duration.ofSeconds(1);

        assertThat(fixture.approved().execute().outcome()).isEqualTo("unknown");
    }

    @Test
    @Tag("A18")
    void whatAShutdownInterruptsIsLeftForTheNextNode() throws Exception {
        fixture.there("slow", "");
        var run = fixture.approved();
        var interrupted = new AtomicReference<Throwable>();
        var step = new Thread(() -> {
            try {
                run.execute();
            } catch (Throwable e) {
                interrupted.set(e);
            }
        });
        step.start();
        while (run.step().state() != StepState.RUNNING) {
            Thread.sleep(20);
        }

        step.interrupt();
        step.join();

        assertThat(interrupted.get()).isInstanceOf(InterruptedException.class);
        assertThat(run.step().state()).isEqualTo(StepState.RUNNING);
        fixture.gone("slow");
        fixture.clock.passes(Duration.ofSeconds(31));
        assertThat(run.execute().outcome()).isEqualTo("done");
        assertThat(fixture.effects()).containsExactly("on");
        assertThat(run.step().attempt()).isEqualTo(2);
    }

    @Test
    @Tag("A086")
    void aTargetThatLacksASettingIsRefusedWithWhatToDo_andAReadingGoesOnWithoutIt() throws Exception {
        var run = fixture.step("docker.restart-container").plan();

        assertThat(run.outcome()).isEqualTo("refused");
        assertThat(run.text("stepReason"))
                .contains(
                        "The catalogue has no settings.container of target lamp", "Do it by hand, or add the setting");
        assertThat(fixture.read("docker.show-memory", "lamp")).containsEntry("memoryRecovered", false);
        assertThat(fixture.timeline())
                .last()
                .asString()
                .startsWith("Show memory: The catalogue has no settings.container of target lamp");
    }

    @Test
    void undoTakesBackTheLastSuccess_once() throws Exception {
        fixture.approved().execute();
        fixture.clock.passes(Duration.ofMinutes(1));

        var undo = fixture.flip().with("undo", true).plan().approvedBy("carla").execute();

        assertThat(undo.outcome()).isEqualTo("done");
        assertThat(undo.variables).containsEntry("irreversible", true);
        assertThat(fixture.effects()).containsExactly("on", "unon");
        assertThat(fixture.timeline()).anyMatch(it -> it.startsWith("Executed: Take back: Flip on lamp"));
        fixture.clock.passes(Duration.ofMinutes(1));
        var again = fixture.flip().with("undo", true).plan();
        assertThat(again.outcome()).isEqualTo("nothing");
        assertThat(fixture.timeline())
                .last()
                .isEqualTo("Nothing to do: Take back: Flip on lamp: This incident has no successful step of this kind"
                        + " to take back.");
    }
}
