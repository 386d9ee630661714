package dev.firebreak.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.lifecycle.WorkImpossible;
import dev.firebreak.lifecycle.WorkPostponed;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What keeps an approved step from happening after all. */
class AdmissionTests extends OnSite {

    @Test
    void whileFrozenNothingHappens_notEvenWhatWasApproved() throws Exception {
        var run = site.approved();

        site.beans.getBean(FreezeSwitch.class).set(true, "audit week", "ada");

        assertThat(run.execute().outcome()).isEqualTo("refused");
        assertThat(run.text("stepReason")).contains("frozen by ada: audit week");
        assertThat(site.flip().plan().variables).containsEntry("stepForbidden", true);
    }

    @Test
    void H16_withoutItsAuditRowNothingHappens() throws Exception {
        var run = site.approved();
        site.auditBroken = true;

        assertThatThrownBy(run::execute).hasMessageContaining("audit");
        assertThat(site.effects()).isEmpty();
        assertThat(run.step().state()).isEqualTo(StepState.APPROVED);
    }

    @Test
    void F18_theBudgetEnds() throws Exception {
        site.approved().execute();
        site.approved().execute();

        var third = site.approved().execute();
        assertThat(third.outcome()).isEqualTo("refused");
        assertThat(third.text("stepReason")).contains("2 disruptive steps on lamp within an hour");

        site.clock.passes(Duration.ofHours(2));
        assertThat(site.approved().execute().outcome()).isEqualTo("done");
        site.clock.passes(Duration.ofHours(2));
        assertThat(site.approved().execute().text("stepReason")).contains("in this incident");
        assertThat(site.effects()).hasSize(3);
    }

    @Test
    void F9_aSecondStepOnTheSameTargetWaits() throws Exception {
        var first = site.approved();
        site.beans
                .getBean(JdbcClient.class)
                .sql("update step set state = 'RUNNING', lease_until = ?")
                .param(Columns.at(site.clock.instant().plusSeconds(30)))
                .update();

        assertThatThrownBy(() -> site.approved().execute())
                .isInstanceOf(WorkPostponed.class)
                .hasMessageContaining("Waits for \"Flip on lamp\" of " + site.incident);
        assertThat(first.step().state()).isEqualTo(StepState.RUNNING);
    }

    @Test
    void F3_whatIsGoneIsGone() throws Exception {
        var run = site.approved();

        site.gone("id");

        assertThat(run.execute().outcome()).isEqualTo("refused");
        assertThat(run.text("stepReason")).contains("The target is gone");
    }

    @Test
    void F12_dryRunAndRunHaveTheSamePlan_andDryRunChangesNothing() throws Exception {
        var live = site.flip().plan();
        try (var dry = new Site(folder, "firebreak.effects=dry-run")) {
            var run = dry.flip().plan().approvedBy("carla").execute();

            assertThat(run.text("planHash")).isEqualTo(live.text("planHash"));
            assertThat(run.outcome()).isEqualTo("dry-run");
            assertThat(run.step().state()).isEqualTo(StepState.SKIPPED_DRY_RUN);
            assertThat(run.text("planSummary")).contains("Dry run");
        }
        assertThat(site.flip()
                        .with("target", "asleep")
                        .plan()
                        .approvedBy("carla")
                        .execute()
                        .outcome())
                .isEqualTo("dry-run");
        assertThat(site.effects()).isEmpty();
    }

    @Test
    void aStepBelongsToTheInstanceThatPlannedIt() throws Exception {
        var stolen = site.approved().text("stepId");

        assertThatThrownBy(() -> site.flip().with("stepId", stolen).execute()).isInstanceOf(WorkImpossible.class);
        assertThatThrownBy(() -> site.flip().execute()).isInstanceOf(WorkImpossible.class);
    }
}
