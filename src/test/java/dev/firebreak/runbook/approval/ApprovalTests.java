package dev.firebreak.runbook.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.access.AccountChanges;
import dev.firebreak.engine.SeenForm;
import dev.firebreak.incident.Incidents;
import dev.firebreak.runbook.DestructiveTestStep;
import dev.firebreak.runbook.RunbookFixture;
import dev.firebreak.runbook.RunbookFixtureTest;
import dev.firebreak.runbook.approval.ApprovalService.DecisionRefused;
import dev.firebreak.runbook.view.ShownPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who may say yes, how many have to, and to what exactly. */
class ApprovalTests extends RunbookFixtureTest {

    @Test
    void withoutAnApprovalNothingHappens() throws Exception {
        var run = fixture.flip().plan().execute();

        assertThat(run.outcome()).isEqualTo("refused");
        assertThat(run.text("stepReason")).contains("needs 1 approval, has 0");
        assertThat(fixture.effects()).isEmpty();
    }

    @Test
    void whatTheTableCallsAutomaticNeedsNobody() throws Exception {
        fixture.authorized = "automatic";

        var run = fixture.nudge("toy").with("approval", "automatic").plan().execute();

        assertThat(run.outcome()).isEqualTo("done");
    }

    @Test
    void aDiagramThatSaysAutomaticByItselfNeedsWhomTheTableNames() throws Exception {
        var run = fixture.flip().with("approval", "automatic").plan().execute();

        assertThat(run.outcome()).isEqualTo("refused");
        assertThat(run.text("stepReason")).contains("needs 1 approval, has 0");
        assertThat(fixture.effects()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"forbidden, one", "whatever, automatic", "one, forbidden", "automatic, whatever"})
    void whatTheTableOrTheDiagramForbidsIsRefused_whoeverApproved(String table, String drawn) throws Exception {
        fixture.authorized = table;
        var run = fixture.flip()
                .with("approval", drawn)
                .plan()
                .approvedBy("carla")
                .approvedBy("cora");

        assertThat(run.execute().text("stepReason")).contains("authorize-step forbids it");
        assertThat(fixture.effects()).isEmpty();
    }

    @Test
    @Tag("H13")
    void aCommanderAloneApprovesOneStepOfTwoPeople_forAQuarterOfAnHour() throws Exception {
        fixture.authorized = "two";
        fixture.startedBy = "carla";
        var run = fixture.flip().plan();

        var decision = alone(run);

        assertThat(decision).isEqualTo(new ApprovalService.Decision(true, 0));
        assertThat(fixture.audit()).contains("step.approved by carla, four eyes broken: nobody else answers");
        assertThat(run.execute().outcome()).isEqualTo("done");
        var late = fixture.flip().plan();
        alone(late);
        fixture.clock.passes(Duration.ofMinutes(16));
        assertThat(late.execute().text("stepReason")).contains("the approval of carla has expired");
    }

    @Test
    @Tag("H13")
    void whatIsForbiddenStaysForbidden_alsoToWhoBreaksTheGlass() throws Exception {
        fixture.authorized = "forbidden";
        var run = fixture.flip().plan();

        alone(run);

        assertThat(run.execute().text("stepReason")).contains("authorize-step forbids it");
        assertThat(fixture.effects()).isEmpty();
    }

    private ApprovalService.Decision alone(RunbookFixture.Run run) {
        run.completes("carla", FormDecisions.APPROVE, Map.of("approved", "alone", "comment", "nobody else answers"));
        return fixture.beans
                .getBean(ApprovalService.class)
                .approve(run.step().id(), run.step().processInstance(), run.text("approval"));
    }

    @Test
    void onlyWhatWasSaidInTheFormCounts() throws Exception {
        var run = fixture.flip().with("by", "carla").with("approved", true).plan();
        run.completes("carla", "take-command", Map.of("approved", true));

        assertThatThrownBy(() -> fixture.beans
                        .getBean(ApprovalService.class)
                        .approve(run.step().id(), run.step().processInstance(), "one"))
                .isInstanceOf(DecisionRefused.class)
                .hasMessageContaining("no decision from the form approve-step");
        assertThat(run.execute().outcome()).isEqualTo("refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "step",
                "target",
                "targetTier",
                "effect",
                "requestedBy",
                "incidentId",
                "planSummary",
                "approvalValidFor"
            })
    void aFormThatShowedSomethingElseThanTheLedgerHoldsIsNoApproval_butMayBeDeclined(String name) throws Exception {
        var run = fixture.flip().plan().with(name, "harmless");

        assertThatThrownBy(() -> run.approve("carla", true))
                .isInstanceOf(DecisionRefused.class)
                .hasMessageContaining("did not show what the ledger holds: its " + name);
        assertThat(fixture.timeline()).noneMatch(it -> it.startsWith("Approved"));
        assertThat(run.approve("carla", false).granted()).isFalse();
    }

    @Test
    void aFormOfAnotherInstanceOrPlanIsNoApproval() throws Exception {
        var run = fixture.flip().plan();

        assertThatThrownBy(() -> run.in("another").approve("carla", true))
                .hasMessageContaining("This process has planned no such step");
        assertThatThrownBy(() -> run.in(run.step().processInstance())
                        .with("planHash", "f00")
                        .approve("carla", true))
                .hasMessageContaining("The plan has changed");
    }

    @Test
    @Tag("H31")
    void anotherFormOfTheSameIdIsNoApproval_butMayBeDeclined() throws Exception {
        var run = fixture.flip().plan();
        run.seen = new SeenForm("0".repeat(64), null);

        assertThatThrownBy(() -> run.approve("carla", true))
                .isInstanceOf(DecisionRefused.class)
                .hasMessageContaining("not the form that Firebreak ships");
        assertThat(run.approve("carla", false).granted()).isFalse();
    }

    @Test
    @Tag("H31")
    void onOurPageWhatItShowedCounts_whateverTheVariablesSay() throws Exception {
        var run = fixture.flip().plan().with("planSummary", "Look at the lamp");
        run.seen = new SeenForm(null, "0".repeat(64));

        assertThatThrownBy(() -> run.approve("carla", true)).hasMessageContaining("Reload it");
        run.seen = new SeenForm(null, ShownPlan.of(run.step()).hash());
        assertThat(run.approve("cora", true).granted()).isTrue();
    }

    @Test
    void whatCantBeTakenBackNeedsAPerson_whateverTheTableSays() throws Exception {
        fixture.authorized = "automatic";
        var before = DestructiveTestStep.DONE.get();
        var run = fixture.smash().with("approval", "automatic").plan().execute();

        assertThat(run.variables).containsEntry("irreversible", true).containsEntry("stepOutcome", "refused");
        assertThat(DestructiveTestStep.DONE).hasValue(before);
    }

    @Test
    void whenLivesAreAtStakeNothingIsAutomatic() throws Exception {
        fixture.authorized = "automatic";
        fixture.beans.getBean(Incidents.class).declareLifeSafety(fixture.incident);

        var run = fixture.flip().with("approval", "automatic").plan().execute();

        assertThat(run.variables).containsEntry("automation", false).containsEntry("stepOutcome", "refused");
        assertThat(fixture.effects()).isEmpty();
    }

    @Test
    void twoMeansTwoDifferentPeople() throws Exception {
        var run = fixture.flip().with("approval", "two").plan();

        assertThat(run.approve("carla", true)).isEqualTo(new ApprovalService.Decision(true, 1));
        assertThat(run.approve("carla", true)).isEqualTo(new ApprovalService.Decision(true, 1));
        assertThat(run.execute().outcome()).isEqualTo("refused");
        assertThat(fixture.effects()).isEmpty();
    }

    @Test
    void twoPeopleAreEnough() throws Exception {
        var run = fixture.flip().with("approval", "two").plan().approvedBy("carla");

        assertThat(run.approve("cora", true)).isEqualTo(new ApprovalService.Decision(true, 0));
        assertThat(run.execute().outcome()).isEqualTo("done");
    }

    @Test
    void aDeclinedStepDoesNotHappen() throws Exception {
        var run = fixture.flip().plan();

        assertThat(run.approve("carla", false).granted()).isFalse();
        assertThat(run.execute().outcome()).isEqualTo("refused");
        assertThat(fixture.effects()).isEmpty();
    }

    @Test
    @Tag("A14")
    void aSecondClickGetsTheFirstResult() throws Exception {
        var run = fixture.flip().plan();
        var first = run.approve("carla", true);

        assertThat(run.approve("carla", true)).isEqualTo(first);
        assertThat(run.approve("carla", false)).isEqualTo(first);
        assertThat(fixture.timeline())
                .filteredOn(it -> it.startsWith("Approved"))
                .hasSize(1);
        run.execute();
        assertThat(run.approve("carla", true)).isEqualTo(first);
    }

    @Test
    @Tag("H13")
    void whoStartedTheProcessHasAskedForTheStep() throws Exception {
        fixture.startedBy = "carla";
        var run = fixture.flip().plan();

        assertThat(run.step().requestedBy()).isEqualTo("carla");
        assertThatThrownBy(() -> run.approve("carla", true))
                .isInstanceOf(DecisionRefused.class)
                .hasMessageContaining("You asked for this step, so another person has to approve it");
        assertThat(run.approve("cora", true).granted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"carla, commander", "rex, responder", "gone, none", ", process"})
    @Tag("H13")
    void theTableHearsInWhichRoleSomebodyAsks_whateverAModelSays(String who, String role) throws Exception {
        fixture.startedBy = who;
        var run = fixture.flip().with("requesterRole", "commander").plan();

        assertThat(fixture.asked).containsEntry("requesterRole", role);
        assertThat(run.text("requesterRole")).isEqualTo(role);
    }

    @Test
    void theTableHearsTheHourOfThePlan_andThatOfTheEffect() throws Exception {
        fixture.clock.moveTo(Instant.parse("2026-11-22T07:55:00Z"));
        var run = fixture.flip().plan();
        assertThat(fixture.asked).containsEntry("localHour", 7L);

        run.approve("carla", true);
        fixture.clock.passes(Duration.ofMinutes(10));
        run.execute();

        assertThat(fixture.asked).containsEntry("localHour", 8L);
    }

    @Test
    @Tag("H13")
    void aModelDoesNotSayWhoAsked() throws Exception {
        var run = fixture.flip().with("requestedBy", "rex").plan();

        assertThat(run.step().requestedBy()).isEqualTo("runbook");
        assertThat(run.text("requestedBy")).isEqualTo("runbook");
    }

    @Test
    @Tag("H13")
    void theAuthorOfAnyModelOnTheWayDoesNotApprove_alsoIfTheModelChangedAfterThePlan() throws Exception {
        fixture.authors.put("carla", "carls.bpmn");
        var run = fixture.flip().plan();
        fixture.authors.clear();

        assertThatThrownBy(() -> run.approve("carla", true))
                .hasMessageContaining("You deployed carls.bpmn, so another person");
        fixture.authors.put("cora", "approve-step.form");
        assertThatThrownBy(() -> run.approve("cora", true)).hasMessageContaining("You deployed approve-step.form");
    }

    @Test
    @Tag("H13")
    void whoReportedTheIncidentOrChangedItsSeverityDoesNotApprove() throws Exception {
        var run = fixture.flip().plan();
        fixture.beans
                .getBean(JdbcClient.class)
                .sql("update incident set source = 'carla'")
                .update();
        fixture.beans.getBean(Incidents.class).severityDecidedBy(fixture.incident, "cora");

        assertThatThrownBy(() -> run.approve("carla", true)).hasMessageContaining("You reported the incident");
        assertThatThrownBy(() -> run.approve("cora", true)).hasMessageContaining("You decided its severity");
        assertThat(run.approve("carla", false).granted()).isFalse();
    }

    @Test
    @Tag("H13")
    void whoseRolesWereChangedLatelyCantApproveYet() throws Exception {
        var run = fixture.flip().plan();
        fixture.powerChanges.put("carla", new AccountChanges.PowerChange("ada", fixture.clock.instant()));

        fixture.clock.passes(Duration.ofMinutes(59));
        assertThatThrownBy(() -> run.approve("carla", true))
                .isInstanceOf(DecisionRefused.class)
                .hasMessageContaining("ada changed the roles or the password of carla less than 1 hour ago");
        fixture.clock.passes(Duration.ofMinutes(1));
        assertThat(run.approve("carla", true).granted()).isTrue();
    }

    @Test
    @Tag("H13")
    void theTimeIsASetting() throws Exception {
        try (var small = new RunbookFixture(folder, "firebreak.role-cool-down=0s")) {
            small.powerChanges.put("carla", new AccountChanges.PowerChange("ada", small.clock.instant()));

            assertThat(small.flip().plan().approve("carla", true).granted()).isTrue();
        }
    }

    @Test
    void nobodyApprovesWhatTheyShapedInAnotherTask_whoeverIsSaidToHaveAsked() throws Exception {
        var run = fixture.flip().with("requestedBy", "rex").plan();
        run.earlier = Set.of("what-to-restart");

        assertThatThrownBy(() -> run.approve("carla", true)).hasMessageContaining("another person has to approve");
        run.earlier = Set.of();
        assertThat(run.approve("cora", true).granted()).isTrue();
    }

    @Test
    void toHaveSettledAStepBeforeDoesNotKeepFromApprovingItAnew() throws Exception {
        var run = fixture.flip().plan();
        run.completes("carla", FormDecisions.SETTLE, Map.of("settlement", "again"));
        run.earlier = Set.copyOf(fixture.beans
                .getBean(JdbcClient.class)
                .sql("select task_id from step_word")
                .query(String.class)
                .list());

        assertThat(run.earlier).hasSize(1);
        assertThat(run.approve("carla", true).granted()).isTrue();
    }

    @Test
    void aSiteOfOnePersonIsWarnedInstead() throws Exception {
        try (var small = new RunbookFixture(folder, "firebreak.four-eyes=warn")) {
            small.startedBy = "carla";
            small.flip().plan().approvedBy("carla");

            assertThat(small.timeline()).last().asString().contains("(four eyes not kept: carla asked for this step)");
            assertThat(small.audit()).contains("step.approved by carla, four eyes not kept: asked for this step");
        }
    }

    @Test
    void onlyACommanderDecides() throws Exception {
        var run = fixture.flip().plan();

        assertThatThrownBy(() -> run.approve("rex", true)).hasMessageContaining("Only a commander");
        assertThatThrownBy(() -> run.approve("nobody", true)).hasMessageContaining("who decided this is unknown");
    }

    @Test
    @Tag("F13")
    void anOldApprovalIsVoid() throws Exception {
        var run = fixture.approved();

        fixture.clock.passes(Duration.ofMinutes(15));

        assertThat(run.execute().outcome()).isEqualTo("void");
        assertThat(run.text("stepReason")).contains("expired");
        assertThat(fixture.effects()).isEmpty();
        assertThat(run.plan().approvedBy("carla").execute().outcome()).isEqualTo("done");
    }

    @Test
    @Tag("F13")
    void anApprovalGetsOldFromWhenItWasSaid_howeverLateADiagramCountsIt() throws Exception {
        var run = fixture.flip().plan();
        run.completes("carla", FormDecisions.APPROVE, Map.of("approved", "true"));

        fixture.clock.passes(Duration.ofMinutes(15));
        fixture.beans
                .getBean(ApprovalService.class)
                .approve(run.step().id(), run.step().processInstance(), "one");

        assertThat(run.execute().outcome()).isEqualTo("void");
        assertThat(run.text("stepReason")).contains("expired");
    }

    @Test
    @Tag("F13")
    void otherParametersThanApprovedAreVoid() throws Exception {
        var run = fixture.approved().with("word", "off").execute();

        assertThat(run.outcome()).isEqualTo("void");
        assertThat(fixture.effects()).isEmpty();
    }

    @Test
    @Tag("F13")
    void aPlanChangedBehindTheApprovalIsVoid() throws Exception {
        var run = fixture.approved();
        fixture.beans
                .getBean(JdbcClient.class)
                .sql("update step set plan = replace(plan, '\"on\"', '\"off\"')")
                .update();

        assertThat(run.with("word", "off").execute().outcome()).isEqualTo("void");
        assertThat(fixture.effects()).isEmpty();
    }

    @Test
    @Tag("F4")
    void sameNameButNewId_isVoid() throws Exception {
        var run = fixture.approved();

        fixture.there("id", "lamp-made-anew");

        assertThat(run.execute().outcome()).isEqualTo("void");
        assertThat(run.text("stepReason")).contains("approved for lamp-1, found lamp-made-anew");
        assertThat(fixture.effects()).isEmpty();
    }
}
