package dev.firebreak.runbook.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.MovableClock;
import dev.firebreak.runbook.LampTestStep;
import dev.firebreak.runbook.RunbookFixtureTest;
import dev.firebreak.runbook.RunbookSettings;
import dev.firebreak.runbook.admission.FreezeSwitch;
import dev.firebreak.runbook.definition.ParameterBinder;
import dev.firebreak.runbook.ledger.StepState;
import dev.firebreak.runbook.ledger.Steps;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first phase of run-step: the plan, and what people and diagrams get to see of it. */
class PlanPhaseTests extends RunbookFixtureTest {

    @Test
    void thePlanTellsTheApproverExactlyWhatAndWhatItMeans() throws Exception {
        var run = fixture.flip().plan();

        assertThat(run.text("planSummary")).contains("Write **on**", "`lamp-1`", "can be taken back");
        assertThat(run.variables)
                .containsEntry("effect", "disruptive")
                .containsEntry("targetTier", "tier-2")
                .containsEntry("irreversible", false)
                .containsEntry("automation", true)
                .containsEntry("stepForbidden", false)
                .containsEntry("requestedBy", "runbook");
        assertThat(run.text("planHash")).hasSize(64).isEqualTo(run.step().plan().hash());
    }

    @Test
    void nobodyIsAskedToApproveThatNothingIsDone() throws Exception {
        fixture.there("as-wanted", "");

        var run = fixture.flip().plan().planAgain();

        assertThat(run.variables)
                .containsEntry("stepForbidden", true)
                .containsEntry("stepOutcome", "nothing")
                .containsEntry("stepReason", "It is written already.");
        assertThat(run.step().state()).isEqualTo(StepState.NOTHING_TO_DO);
        assertThat(run.step().summary()).isEqualTo("It is written already.");
        assertThat(run.step().endedAt()).isEqualTo(MovableClock.START);
        assertThat(fixture.timeline()).containsExactly("Nothing to do: Flip on lamp: It is written already.");
    }

    @Test
    void whereThereIsNothingToDoNothingIsDone_whateverADiagramDraws() throws Exception {
        fixture.there("as-wanted", "");
        var run = fixture.flip().with("approval", "automatic").plan();

        assertThatThrownBy(() -> run.approve("carla", true)).hasMessageContaining("it is NOTHING_TO_DO");
        assertThat(run.execute().outcome()).isEqualTo("nothing");
        assertThat(fixture.effects()).isEmpty();
    }

    @Test
    void aSecondTryOfThePlanningFindsTheFirstPlan() throws Exception {
        var run = fixture.flip().plan();
        var first = run.text("stepId");

        run.planAgain();

        assertThat(run.text("stepId")).isEqualTo(first);
        assertThat(fixture.timeline()).hasSize(1);
    }

    @Test
    void aSecondTryWhileFrozenIsRefusedOnce() throws Exception {
        var run = fixture.flip().plan();
        var planned = run.step().id();
        fixture.beans.getBean(FreezeSwitch.class).set(true, "audit week", "ada");

        run.planAgain();
        run.planAgain();

        assertThat(run.variables).containsEntry("stepForbidden", true).containsEntry("stepOutcome", "refused");
        assertThat(run.text("stepReason")).contains("frozen by ada: audit week");
        assertThat(fixture.beans
                        .getBean(Steps.class)
                        .find(planned)
                        .orElseThrow()
                        .state())
                .isEqualTo(StepState.REFUSED);
        assertThat(fixture.timeline())
                .filteredOn(it -> it.startsWith("Refused"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"lam, not in the catalogue", "lamp-22, not in the catalogue", "vault, is protected"})
    @Tag("F19")
    void onlyTargetsOfTheExactNameAreTouched(String name, String why) throws Exception {
        var run = fixture.flip().with("target", name).plan();

        assertThat(run.variables).containsEntry("stepForbidden", true).containsEntry("stepOutcome", "refused");
        assertThat(run.text("stepReason")).contains(why);
    }

    @Test
    void aBadParameterIsNamedBeforeAnythingHappens() throws Exception {
        assertThat(fixture.flip().with("word", "$(reboot)").plan().text("stepReason"))
                .isEqualTo("Parameter word of test.flip has to be a word in small letters (it is $(reboot)).");
        assertThat(fixture.flip().with("pause", "soon").plan().text("stepReason"))
                .isEqualTo("Parameter pause of test.flip is \"soon\": expected a duration such as PT10M or 30s");
    }

    @Test
    void aParameterMayComeFromTheTarget() throws Exception {
        var run = fixture.flip().with("target", "lamp-2").with("word", "");

        assertThat(run.plan().text("planSummary")).contains("**two**");
    }

    @Test
    void aParameterThatNobodyGivesHasItsDefault() {
        var orders = fixture.beans.getBean(ParameterBinder.class);

        var order = orders.bind("test.flip", LampTestStep.Order.class, Map.of("word", "on"), null);

        assertThat(order).isEqualTo(new LampTestStep.Order("on", Duration.ofSeconds(1)));
    }

    @Test
    void theFormSaysHowLongAnApprovalCounts() throws Exception {
        assertThat(fixture.flip().plan().text("approvalValidFor")).isEqualTo("15 minutes");
    }

    @ParameterizedTest
    @CsvSource({"PT15M, 15 minutes", "PT1H, 1 hour", "PT90M, 90 minutes", "PT1M, 1 minute", "PT45S, 45 seconds"})
    void theTimeIsTheOneThatIsSet(Duration set, String words) {
        var settings = new RunbookSettings(null, null, set, null, null, null, null, null);

        assertThat(settings.approvalValidFor()).isEqualTo(words);
    }
}
