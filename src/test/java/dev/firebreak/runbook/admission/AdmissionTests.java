package dev.firebreak.runbook.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.database.Timestamps;
import dev.firebreak.runbook.RunbookFixture;
import dev.firebreak.runbook.RunbookFixtureTest;
import dev.firebreak.runbook.ledger.StepState;
import dev.firebreak.worker.NonRetryable;
import dev.firebreak.worker.RetryLater;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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
