package dev.firebreak.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.WorkImpossible;
import dev.firebreak.lifecycle.WorkPostponed;
import dev.firebreak.runbook.Decisions.DecisionRefused;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The three phases of run-step against a real ledger; the technology is played by {@link Flip}. */
class StepLedgerTests {

    @TempDir
    Path folder;

    private Site site;

    @BeforeEach
    void open() {
        site = new Site(folder);
        site.there("id", "lamp-1");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void whatIsApprovedHappensOnce_isVerified_andTheTimelineSaysByWhom() throws Exception {
        var run = site.flip().with("requestedBy", "rex").plan().approvedBy("carla");

        run.execute().verify();

        assertThat(site.effects()).containsExactly("on");
        assertThat(run.variables).containsEntry("stepOutcome", "done").containsEntry("stepVerified", true);
        assertThat(run.variables).containsEntry("written", true);
        assertThat(site.timeline())
                .containsExactly(
                        "Planned: Flip on lamp (asked by rex)",
                        "Approved: Flip on lamp",
                        "Executed: Flip on lamp: wrote on (asked by rex, approved by carla)",
                        "Verified: Flip on lamp: all is well");
        assertThat(site.audit)
                .containsExactly(
                        "step.approved by carla",
                        "step.intent by runbook",
                        "step.succeeded by runbook",
                        "step.verified by runbook");
    }

    @Test
    void thePlanTellsTheApproverExactlyWhatAndWhatItMeans() throws Exception {
        var run = site.flip().plan();

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
        site.there("as-wanted", "");

        var run = site.flip().plan().planAgain();

        assertThat(run.variables)
                .containsEntry("stepForbidden", true)
                .containsEntry("stepOutcome", "nothing")
                .containsEntry("stepReason", "It is written already.");
        assertThat(run.step().state()).isEqualTo(StepState.NOTHING_TO_DO);
        assertThat(run.step().summary()).isEqualTo("It is written already.");
        assertThat(run.step().endedAt()).isEqualTo(Site.START);
        assertThat(site.timeline()).containsExactly("Nothing to do: Flip on lamp: It is written already.");
    }

    @Test
    void whereThereIsNothingToDoNothingIsDone_whateverADiagramDraws() throws Exception {
        site.there("as-wanted", "");
        var run = site.flip().with("approval", "automatic").plan();

        assertThatThrownBy(() -> run.approve("carla", true)).hasMessageContaining("it is NOTHING_TO_DO");
        assertThat(run.execute().outcome()).isEqualTo("nothing");
        assertThat(site.effects()).isEmpty();
    }

    @Test
    void aSecondTryOfThePlanningFindsTheFirstPlan() throws Exception {
        var run = site.flip().plan();
        var first = run.text("stepId");

        run.planAgain();

        assertThat(run.text("stepId")).isEqualTo(first);
        assertThat(site.timeline()).hasSize(1);
    }

    @Test
    void withoutAnApprovalNothingHappens() throws Exception {
        var run = site.flip().plan().execute();

        assertThat(run.outcome()).isEqualTo("refused");
        assertThat(run.text("stepReason")).contains("needs 1 approval, has 0");
        assertThat(site.effects()).isEmpty();
    }

    @Test
    void whatTheTableCallsAutomaticNeedsNobody() throws Exception {
        var run = site.flip().with("approval", "automatic").plan().execute();

        assertThat(run.outcome()).isEqualTo("done");
    }

    @Test
    void whatCantBeTakenBackNeedsAPerson_whateverTheTableSays() throws Exception {
        var before = Smash.DONE.get();
        var run = site.smash().with("approval", "automatic").plan().execute();

        assertThat(run.variables).containsEntry("irreversible", true).containsEntry("stepOutcome", "refused");
        assertThat(Smash.DONE).hasValue(before);
    }

    @Test
    void whenLivesAreAtStakeNothingIsAutomatic() throws Exception {
        site.beans.getBean(Incidents.class).declareLifeSafety(site.incident);

        var run = site.flip().with("approval", "automatic").plan().execute();

        assertThat(run.variables).containsEntry("automation", false).containsEntry("stepOutcome", "refused");
        assertThat(site.effects()).isEmpty();
    }

    @Test
    void twoMeansTwoDifferentPeople() throws Exception {
        var run = site.flip().with("approval", "two").plan();

        assertThat(run.approve("carla", true)).isEqualTo(new Decisions.Decision(true, 1));
        assertThat(run.approve("carla", true)).isEqualTo(new Decisions.Decision(true, 1));
        assertThat(run.execute().outcome()).isEqualTo("refused");
        assertThat(site.effects()).isEmpty();
    }

    @Test
    void twoPeopleAreEnough() throws Exception {
        var run = site.flip().with("approval", "two").plan().approvedBy("carla");

        assertThat(run.approve("cora", true)).isEqualTo(new Decisions.Decision(true, 0));
        assertThat(run.execute().outcome()).isEqualTo("done");
    }

    @Test
    void aDeclinedStepDoesNotHappen() throws Exception {
        var run = site.flip().plan();

        assertThat(run.approve("carla", false).granted()).isFalse();
        assertThat(run.execute().outcome()).isEqualTo("refused");
        assertThat(site.effects()).isEmpty();
    }

    @Test
    void A14_aSecondClickGetsTheFirstResult() throws Exception {
        var run = site.flip().plan();
        var first = run.approve("carla", true);

        assertThat(run.approve("carla", true)).isEqualTo(first);
        assertThat(run.approve("carla", false)).isEqualTo(first);
        assertThat(site.timeline()).filteredOn(it -> it.startsWith("Approved")).hasSize(1);
        run.execute();
        assertThat(run.approve("carla", true)).isEqualTo(first);
    }

    @Test
    void nobodyApprovesTheirOwnRequest() throws Exception {
        var run = site.flip().with("requestedBy", "carla").plan();

        assertThatThrownBy(() -> run.approve("carla", true))
                .isInstanceOf(DecisionRefused.class)
                .hasMessageContaining("somebody else");
    }

    @Test
    void aSiteOfOnePersonIsWarnedInstead() throws Exception {
        try (var small = new Site(folder, "firebreak.four-eyes=warn")) {
            small.flip().with("requestedBy", "carla").plan().approvedBy("carla");

            assertThat(small.timeline()).last().asString().contains("four eyes not kept");
        }
    }

    @Test
    void onlyACommanderDecides() throws Exception {
        var run = site.flip().plan();

        assertThatThrownBy(() -> run.approve("rex", true)).hasMessageContaining("Only a commander");
        assertThatThrownBy(() -> run.approve("nobody", true)).hasMessageContaining("not known who");
        assertThatThrownBy(() -> run.approve(null, true)).hasMessageContaining("not known who");
    }

    @Test
    void F13_anOldApprovalIsVoid() throws Exception {
        var run = site.approved();

        site.clock.passes(Duration.ofMinutes(15));

        assertThat(run.execute().outcome()).isEqualTo("void");
        assertThat(run.text("stepReason")).contains("expired");
        assertThat(site.effects()).isEmpty();
        assertThat(run.plan().approvedBy("carla").execute().outcome()).isEqualTo("done");
    }

    @Test
    void F13_otherParametersThanApprovedAreVoid() throws Exception {
        var run = site.approved().with("word", "off").execute();

        assertThat(run.outcome()).isEqualTo("void");
        assertThat(site.effects()).isEmpty();
    }

    @Test
    void F13_aPlanChangedBehindTheApprovalIsVoid() throws Exception {
        var run = site.approved();
        site.beans
                .getBean(JdbcClient.class)
                .sql("update step set plan = replace(plan, '\"on\"', '\"off\"')")
                .update();

        assertThat(run.with("word", "off").execute().outcome()).isEqualTo("void");
        assertThat(site.effects()).isEmpty();
    }

    @Test
    void F4_sameNameButNewId_isVoid() throws Exception {
        var run = site.approved();

        site.there("id", "lamp-made-anew");

        assertThat(run.execute().outcome()).isEqualTo("void");
        assertThat(run.text("stepReason")).contains("approved for lamp-1, found lamp-made-anew");
        assertThat(site.effects()).isEmpty();
    }

    @Test
    void F3_whatIsGoneIsGone() throws Exception {
        var run = site.approved();

        site.gone("id");

        assertThat(run.execute().outcome()).isEqualTo("refused");
        assertThat(run.text("stepReason")).contains("The target is gone");
    }

    @Test
    void F8_doneButStillSick_isNotVerified() throws Exception {
        site.there("sick", "");

        var run = site.approved().execute().verify();

        assertThat(run.variables).containsEntry("stepOutcome", "done").containsEntry("stepVerified", false);
        assertThat(run.step().state()).isEqualTo(StepState.VERIFY_FAILED);
        assertThat(site.timeline()).last().isEqualTo("Not verified: Flip on lamp: still sick");
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

    @ParameterizedTest
    @CsvSource({"lam, not in the catalogue", "lamp-22, not in the catalogue", "vault, is protected"})
    void F19_onlyTargetsOfTheExactNameAreTouched(String name, String why) throws Exception {
        var run = site.flip().with("target", name).plan();

        assertThat(run.variables).containsEntry("stepForbidden", true).containsEntry("stepOutcome", "refused");
        assertThat(run.text("stepReason")).contains(why);
    }

    @Test
    void aBadParameterIsNamedBeforeAnythingHappens() throws Exception {
        assertThat(site.flip().with("word", "$(reboot)").plan().text("stepReason"))
                .isEqualTo("Parameter word of test.flip has to be a word in small letters (it is $(reboot)).");
        assertThat(site.flip().with("pause", "soon").plan().text("stepReason"))
                .isEqualTo("Parameter pause of test.flip is \"soon\": expected a duration such as PT10M or 30s");
    }

    @Test
    void aParameterMayComeFromTheTarget() throws Exception {
        var run = site.flip().with("target", "lamp-2").with("word", "");

        assertThat(run.plan().text("planSummary")).contains("**two**");
    }

    @Test
    void aParameterThatNobodyGivesHasItsDefault() {
        var orders = site.beans.getBean(Orders.class);

        var order = orders.bind("test.flip", Flip.Order.class, Map.of("word", "on"), null);

        assertThat(order).isEqualTo(new Flip.Order("on", Duration.ofSeconds(1)));
    }

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
                .param(Steps.at(site.clock.instant().plusSeconds(30)))
                .update();

        assertThatThrownBy(() -> site.approved().execute())
                .isInstanceOf(WorkPostponed.class)
                .hasMessageContaining("Waits for \"Flip on lamp\" of " + site.incident);
        assertThat(first.step().state()).isEqualTo(StepState.RUNNING);
    }

    @Test
    void A8_killedAfterTheIntent_runsUnderTheSameApproval() throws Exception {
        var run = site.approved();
        intend(run);
        site.clock.passes(Duration.ofSeconds(31));

        run.execute();

        assertThat(run.outcome()).isEqualTo("done");
        assertThat(site.effects()).containsExactly("on");
        assertThat(run.step().attempt()).isEqualTo(2);
    }

    @Test
    void A8_killedAfterTheIntent_andTheApprovalHasExpired_isVoid() throws Exception {
        var run = site.approved();
        intend(run);
        site.clock.passes(Duration.ofMinutes(16));

        assertThat(run.execute().outcome()).isEqualTo("void");
        assertThat(site.effects()).isEmpty();
    }

    @Test
    void anAttemptWhoseLeaseLivesIsWaitedFor() throws Exception {
        var run = site.approved();
        intend(run);
        site.clock.passes(Duration.ofSeconds(10));

        assertThatThrownBy(run::execute).isInstanceOf(WorkPostponed.class);
        assertThat(site.effects()).isEmpty();
    }

    @Test
    void C3_aZombieThatWakesLate_mayNotBegin() throws Exception {
        var run = site.approved();
        var zombie = intend(run);
        site.clock.passes(Duration.ofSeconds(31));

        assertThatThrownBy(() -> site.beans.getBean(Ledger.class).run(zombie, "node:zombie"))
                .isInstanceOf(Ledger.LeaseLost.class);
        run.execute();
        assertThatThrownBy(() -> site.beans
                        .getBean(Ledger.class)
                        .end(zombie, "node:zombie", StepState.FAILED, Finding.of("late")))
                .isInstanceOf(Ledger.LeaseLost.class);
        assertThat(run.step().state()).isEqualTo(StepState.SUCCEEDED);
    }

    @Test
    void C3_onceAnAttemptIsTakenOver_theZombieMayNotWriteItsEnd() throws Exception {
        var ledger = site.beans.getBean(Ledger.class);
        var zombie = intend(site.approved());
        ledger.run(zombie, "node:zombie");
        assertThat(ledger.takeOver(zombie, "node:heir"))
                .as("while the lease lives")
                .isFalse();
        site.clock.passes(Duration.ofSeconds(31));

        assertThat(ledger.takeOver(zombie, "node:heir")).isTrue();

        assertThatThrownBy(() -> ledger.end(zombie, "node:zombie", StepState.SUCCEEDED, Finding.of("late")))
                .isInstanceOf(Ledger.LeaseLost.class);
        assertThatThrownBy(() -> ledger.extend(zombie, "node:zombie")).isInstanceOf(Ledger.LeaseLost.class);
    }

    @Test
    void A11_theEngineIsToldAgainFromTheLedger() throws Exception {
        var run = site.approved().execute();
        run.variables.remove("written");

        run.execute();

        assertThat(run.variables).containsEntry("stepOutcome", "done").containsEntry("written", true);
        assertThat(site.effects()).containsExactly("on");
    }

    @Test
    void anExceptionThatProvablyDidNothingIsTriedAgainUnderTheSameApproval() throws Exception {
        var run = site.approved();
        site.there("broken", "");
        assertThatThrownBy(run::execute).hasMessageContaining("can't be reached");
        assertThat(run.step().state()).isEqualTo(StepState.NOT_DONE);

        site.gone("broken");

        assertThat(run.execute().outcome()).isEqualTo("done");
        assertThat(site.effects()).containsExactly("on");
    }

    @Test
    void anExceptionThatNobodyCanExplainIsUnknown_andAPersonSettlesIt() throws Exception {
        var run = site.approved();
        site.there("broken", "");
        site.there("blind", "");

        assertThat(run.execute().outcome()).isEqualTo("unknown");
        assertThat(run.execute().outcome()).as("never repeated by the machine").isEqualTo("unknown");
        site.beans.getBean(Decisions.class).settle(run.step().id(), "done", "I looked", "carla");

        assertThat(run.verify().variables).containsEntry("stepVerified", true);
        assertThat(site.timeline()).contains("Settled as done: Flip on lamp");
    }

    @Test
    void settledAsNotDoneIsPlannedAgain() throws Exception {
        var run = site.approved();
        site.there("broken", "");
        site.there("blind", "");
        run.execute();

        site.beans.getBean(Decisions.class).settle(run.step().id(), "again", null, "carla");

        assertThat(run.step().state()).isEqualTo(StepState.CANCELLED);
        site.gone("broken");
        assertThat(run.execute().outcome()).isEqualTo("void");
        assertThat(run.plan().approvedBy("carla").execute().outcome()).isEqualTo("done");
    }

    @Test
    void F2_whatTakesTooLongIsInterruptedAndProbed() throws Exception {
        site.there("slow", "");

        var run = site.approved().execute();

        assertThat(run.outcome()).isEqualTo("failed");
        assertThat(run.text("stepReason")).contains("did not end within", "there is no new line");
    }

    @Test
    void F2_whatTakesTooLongAndCantBeSeen_isUnknown() throws Exception {
        site.there("slow", "");
        site.there("blind", "");

        assertThat(site.approved().execute().outcome()).isEqualTo("unknown");
    }

    @Test
    void undoTakesBackTheLastSuccess_once() throws Exception {
        site.approved().execute();
        site.clock.passes(Duration.ofMinutes(1));

        var undo = site.flip().with("undo", true).plan().approvedBy("carla").execute();

        assertThat(undo.outcome()).isEqualTo("done");
        assertThat(undo.variables).containsEntry("irreversible", true);
        assertThat(site.effects()).containsExactly("on", "unon");
        assertThat(site.timeline()).anyMatch(it -> it.startsWith("Executed: Take back: Flip on lamp"));
        site.clock.passes(Duration.ofMinutes(1));
        var again = site.flip().with("undo", true).plan();
        assertThat(again.outcome()).isEqualTo("nothing");
        assertThat(site.timeline())
                .last()
                .isEqualTo("Nothing to do: Take back: Flip on lamp: No such step is known to have succeeded in this"
                        + " incident.");
    }

    @Test
    void aStepBelongsToTheInstanceThatPlannedIt() throws Exception {
        var stolen = site.approved().text("stepId");

        assertThatThrownBy(() -> site.flip().with("stepId", stolen).execute()).isInstanceOf(WorkImpossible.class);
        assertThatThrownBy(() -> site.flip().execute()).isInstanceOf(WorkImpossible.class);
    }

    private Step intend(Site.Run run) throws StepRefused {
        return site.beans.getBean(Ledger.class).intend(run.step(), "node:zombie", Map.of("lines", "0"), steps -> {});
    }
}
