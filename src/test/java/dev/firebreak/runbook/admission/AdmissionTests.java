package dev.firebreak.runbook.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.database.Timestamps;
import dev.firebreak.engine.StartupRefused;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.lab.Until;
import dev.firebreak.runbook.ReversibleTestStep;
import dev.firebreak.runbook.RunbookFixture;
import dev.firebreak.runbook.RunbookFixtureTest;
import dev.firebreak.runbook.ledger.StepState;
import dev.firebreak.worker.NonRetryable;
import dev.firebreak.worker.RetryLater;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What keeps an approved step from happening after all. */
class AdmissionTests extends RunbookFixtureTest {

    @Test
    void whileFrozenNothingHappens_notEvenWhatWasApproved() throws Exception {
        var run = fixture.approved();

        fixture.beans.getBean(FreezeSwitch.class).set(true, "audit week", "ada");

        assertThat(run.execute().outcome()).isEqualTo("refused");
        assertThat(run.text("stepReason")).contains("frozen by ada: audit week");
        assertThat(fixture.flip().plan().variables).containsEntry("stepForbidden", true);
    }

    @Test
    @Tag("H16")
    void withoutItsAuditRowNothingHappens() throws Exception {
        var run = fixture.approved();
        fixture.auditBroken = true;

        assertThatThrownBy(run::execute).hasMessageContaining("audit");
        assertThat(fixture.effects()).isEmpty();
        assertThat(run.step().state()).isEqualTo(StepState.APPROVED);
    }

    @Test
    @Tag("F18")
    void theBudgetEnds() throws Exception {
        fixture.approved().execute();
        fixture.approved().execute();

        var third = fixture.approved().execute();
        assertThat(third.outcome()).isEqualTo("refused");
        assertThat(third.text("stepReason")).contains("2 disruptive steps on lamp within an hour");

        fixture.clock.passes(Duration.ofHours(2));
        assertThat(fixture.approved().execute().outcome()).isEqualTo("done");
        fixture.clock.passes(Duration.ofHours(2));
        assertThat(fixture.approved().execute().text("stepReason")).contains("in this incident");
        assertThat(fixture.effects()).hasSize(3);
    }

    @Test
    @Tag("F18")
    void theBudgetOfReversibleStepsEnds_whoeverOrdersThem() throws Exception {
        fixture.authorized = "automatic";
        for (var n = 0; n < 6; n++) {
            assertThat(nudge("toy").outcome()).isEqualTo("done");
        }

        assertThat(nudge("toy").text("stepReason")).contains("6 reversible steps on toy within an hour");
        for (var n = 0; n < 4; n++) {
            fixture.clock.passes(Duration.ofHours(2));
            assertThat(nudge("toy").outcome()).isEqualTo("done");
        }
        fixture.clock.passes(Duration.ofHours(2));
        assertThat(nudge("toy").text("stepReason")).contains("10 reversible steps in this incident");
        assertThat(fixture.beans.getBean(ReversibleTestStep.class).done).hasValue(10);
    }

    @Test
    @Tag("F18")
    void reversibleStepsOfAllIncidentsTogetherHaveABudget_andTakeNothingFromDisruptiveOnes() throws Exception {
        try (var strict = new RunbookFixture(folder, "firebreak.reversible-budget.in-ten-minutes=1")) {
            strict.authorized = "automatic";
            automatic(strict, "toy");

            assertThat(automatic(strict, "toy").text("stepReason"))
                    .contains("1 reversible steps in all within ten minutes");
            assertThat(strict.approved().execute().outcome()).isEqualTo("done");
        }
    }

    private RunbookFixture.Run nudge(String target) throws Exception {
        return automatic(fixture, target);
    }

    private static RunbookFixture.Run automatic(RunbookFixture some, String target) throws Exception {
        return some.nudge(target).with("approval", "automatic").plan().execute();
    }

    @ParameterizedTest
    @CsvSource({"test.nudge, lamp", "test.flip, lamp", "test.flip, toy", "test.smash, lamp"})
    void noTableGoesBelowTheFloor(String topic, String target) throws Exception {
        fixture.authorized = "automatic";

        var run = fixture.step(topic)
                .with("target", target)
                .with("approval", "automatic")
                .plan()
                .execute();

        assertThat(run.outcome()).isEqualTo("refused");
        assertThat(run.text("stepReason")).contains("needs 1 approval, has 0");
    }

    @Test
    void theFloorIsTheOperatorsAndATableMayAskForMore() throws Exception {
        try (var strict = new RunbookFixture(
                folder, "firebreak.floor.reversible.tier-1=two", "firebreak.floor.reversible.tier-2=two")) {
            strict.authorized = "automatic";
            assertThat(automatic(strict, "lamp").text("stepReason")).contains("needs 2 approvals, has 0");
            strict.authorized = "forbidden";
            assertThat(automatic(strict, "toy").text("stepReason")).contains("forbids it");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "firebreak.floor.reversible.tier-9=one, firebreak.floor.reversible.tier-9: no such tier",
        "firebreak.floor.read.tier-1=one, firebreak.floor.read: a step that only reads",
        "firebreak.floor.disruptive.tier-3=two, firebreak.floor.disruptive.tier-3 demands more than tier-2",
        "firebreak.budget.per-incident=0, firebreak.budget: each limit must be at least 1",
        "firebreak.reversible-budget.per-incident=-1, firebreak.reversible-budget: each limit must be at least 1",
    })
    void aFloorOrBudgetThatMakesNoSenseRefusesTheStart(String setting, String why) {
        try (var wrong = new RunbookFixture(folder, setting)) {
            assertThatThrownBy(() -> wrong.nudge("toy").plan())
                    .hasRootCauseInstanceOf(StartupRefused.class)
                    .rootCause()
                    .hasMessageContaining(why);
        }
    }

    @Test
    @Tag("F22")
    void whatWasApprovedBeforeLifeSafetyWasDeclaredDoesNotRunIfTheTableForbidsItNow() throws Exception {
        var run = fixture.approved();
        fixture.authorized = "forbidden";

        assertThat(run.execute().outcome()).isEqualTo("refused");
        assertThat(run.text("stepReason")).contains("authorize-step forbids it now");
        assertThat(fixture.effects()).isEmpty();
    }

    @Test
    @Tag("F22")
    void whatNeedsMorePeopleNowIsPutToApprovalAgain() throws Exception {
        var run = fixture.approved();
        fixture.authorized = "two";

        assertThat(run.execute().outcome()).isEqualTo("void");
        assertThat(run.text("stepReason")).contains("authorize-step now asks for 2 approvals");
        assertThat(run.plan().approvedBy("carla").approvedBy("cora").execute().outcome())
                .isEqualTo("done");
    }

    @Test
    @Tag("F9")
    void aSecondStepOnTheSameTargetWaits() throws Exception {
        var first = fixture.approved();
        fixture.beans
                .getBean(JdbcClient.class)
                .sql("update step set state = 'RUNNING', lease_until = ?")
                .param(Timestamps.at(fixture.clock.instant().plusSeconds(30)))
                .update();

        assertThatThrownBy(() -> fixture.approved().execute())
                .isInstanceOf(RetryLater.class)
                .hasMessageContaining("Waits until \"Flip on lamp\" of " + fixture.incident + " ends.");
        assertThat(first.step().state()).isEqualTo(StepState.RUNNING);
    }

    @Test
    @Tag("F9")
    void ofTwoIncidentsOnTwoNodesThatActOnOneTarget_theSecondWaitsForTheFirst() throws Exception {
        var database = "mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        try (var left = new RunbookFixture(folder, database, (IncidentId) null);
                var right = new RunbookFixture(folder, database, (IncidentId) null)) {
            left.there("drips", "6");
            var first = left.flip().with("word", "left").plan().approvedBy("carla");
            var second = right.flip().with("word", "right").plan().approvedBy("carla");
            assertThat(right.incident).isNotEqualTo(left.incident);

            var running = CompletableFuture.runAsync(
                    () -> assertThatCode(first::execute).doesNotThrowAnyException());
            Until.within(Duration.ofSeconds(5))
                    .see("the first acts", () -> left.effects().contains("drip"));

            assertThatThrownBy(second::execute)
                    .isInstanceOf(RetryLater.class)
                    .hasMessageContaining("of " + left.incident + " ends.");
            running.join();
            assertThat(first.outcome()).isEqualTo("done");
            assertThat(second.execute().outcome()).isEqualTo("done");
            assertThat(left.effects()).filteredOn(line -> !line.equals("drip")).containsExactly("left", "right");
        }
    }

    @Test
    @Tag("F3")
    void whatIsGoneIsGone() throws Exception {
        var run = fixture.approved();

        fixture.gone("id");

        assertThat(run.execute().outcome()).isEqualTo("refused");
        assertThat(run.text("stepReason")).contains("The target is gone");
    }

    @Test
    @Tag("F12")
    void dryRunAndRunHaveTheSamePlan_andDryRunChangesNothing() throws Exception {
        var live = fixture.flip().plan();
        try (var dry = new RunbookFixture(folder, "firebreak.effects=dry-run")) {
            var run = dry.flip().plan().approvedBy("carla").execute();

            assertThat(run.text("planHash")).isEqualTo(live.text("planHash"));
            assertThat(run.outcome()).isEqualTo("dry-run");
            assertThat(run.step().state()).isEqualTo(StepState.SKIPPED_DRY_RUN);
            assertThat(run.text("planSummary")).contains("Dry run");
        }
        assertThat(fixture.flip()
                        .with("target", "asleep")
                        .plan()
                        .approvedBy("carla")
                        .execute()
                        .outcome())
                .isEqualTo("dry-run");
        assertThat(fixture.effects()).isEmpty();
    }

    @Test
    void aStepBelongsToTheInstanceThatPlannedIt() throws Exception {
        var stolen = fixture.approved().text("stepId");

        assertThatThrownBy(() -> fixture.flip().with("stepId", stolen).execute())
                .isInstanceOf(NonRetryable.class);
        assertThatThrownBy(() -> fixture.flip().execute()).isInstanceOf(NonRetryable.class);
    }
}
