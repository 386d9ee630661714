package dev.firebreak.runbook.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.runbook.run.LeverTestStep.Lever;
import dev.firebreak.runbook.step.PlayedTargetsStory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Each way through run-step as drawn, with steps whose effects are played. */
class RunStepStoryTests extends PlayedTargetsStory {

    private static final String APPROVE = "UserTask_ApproveStep";
    private static final String SETTLE = "UserTask_SettleOutcome";
    private static final String LIVE = "mosaic-bookstack";
    private static final Map<String, Object> YES = Map.of("approved", "true");
    private static final Map<String, Object> NO = Map.of("approved", "false");

    @Autowired
    ProcessEngine engine;

    @Autowired
    Accounts accounts;

    @Autowired
    LeverTestStep step;

    @BeforeEach
    void peopleAreThere() {
        accounts.createIfMissing("cora", "Cora", "cora@example.test", "cobalt-thicket-1", Set.of(Role.COMMANDER));
        step.lever = Lever.MOVES;
        step.id = "lever-1";
    }

    @Test
    void whatIsApprovedIsDoneAndVerified() {
        var incident = ordered(LIVE);

        world.completes("carla", APPROVE, incident, YES);

        assertThat(ends(incident)).containsExactly("Step verified");
    }

    @Test
    void whatIsDeclinedIsNotDone() {
        var incident = ordered(LIVE);

        world.completes("carla", APPROVE, incident, NO);

        assertThat(ends(incident)).containsExactly("Step declined");
    }

    @Test
    void whatTheTableCallsAutomaticNeedsNoApproval() {
        var incident = ordered("test.move-lever", "mosaic-woodpecker", "p1");

        assertThat(ends(incident)).containsExactly("Step verified");
    }

    @Test
    void whatCannotBeTakenBackNeedsTwoCommanders() {
        var incident = ordered("test.smash", "mosaic-gitea", "p2");

        world.completes("carla", APPROVE, incident, YES);
        world.processes(incident).areWaitingAt(APPROVE);
        world.completes("cora", APPROVE, incident, YES);

        assertThat(ends(incident)).containsExactly("Step verified");
    }

    @Test
    void whatIsThereAlreadyIsNothingToDo() {
        step.lever = Lever.IS_THERE_ALREADY;

        assertThat(ends(ordered(LIVE))).containsExactly("Nothing to do");
    }

    @Test
    void whatCannotBePlannedIsForbidden() {
        step.lever = Lever.IS_LOCKED;

        assertThat(ends(ordered(LIVE))).containsExactly("Step forbidden");
    }

    @Test
    void whatFailsEndsAsFailed() {
        var incident = ordered(LIVE);
        step.lever = Lever.BREAKS;

        world.completes("carla", APPROVE, incident, YES);

        assertThat(ends(incident)).containsExactly("Step failed");
    }

    @Test
    void whatIsNoLongerPossibleAfterTheApprovalIsRefused() {
        var incident = ordered(LIVE);
        step.lever = Lever.IS_LOCKED;

        world.completes("carla", APPROVE, incident, YES);

        assertThat(ends(incident)).containsExactly("Step refused");
    }

    @Test
    void onATargetThatIsNotLiveNothingChanges() {
        var incident = ordered("mosaic-plane");

        world.completes("carla", APPROVE, incident, YES);

        assertThat(ends(incident)).containsExactly("Dry run ended");
    }

    @Test
    void aPlanThatNoLongerFitsIsMadeAgainAndNeedsItsOwnApproval() {
        var incident = ordered(LIVE);
        step.id = "lever-2";

        world.completes("carla", APPROVE, incident, YES);
        world.processes(incident).areWaitingAt(APPROVE);
        world.completes("carla", APPROVE, incident, YES);

        assertThat(ends(incident)).containsExactly("Step verified");
    }

    @Test
    void whatIsNotAsPlannedAfterwardsEndsAsNotVerified() {
        var incident = ordered(LIVE);
        step.lever = Lever.SPRINGS_BACK;

        world.completes("carla", APPROVE, incident, YES);

        assertThat(ends(incident)).containsExactly("Step not verified");
    }

    @Test
    void anUnknownOutcomeThatACommanderCallsDoneIsVerified() {
        var incident = unknown();

        world.completes("carla", SETTLE, incident, Map.of("settlement", "done", "comment", "I looked"));

        assertThat(ends(incident)).containsExactly("Step verified");
    }

    @Test
    void anUnknownOutcomeMayBeTriedAgainUnderANewApprovalAndThenSkipped() {
        var incident = unknown();

        world.completes("carla", SETTLE, incident, Map.of("settlement", "again", "comment", "I looked"));
        world.completes("carla", APPROVE, incident, YES);
        world.completes("carla", SETTLE, incident, Map.of("settlement", "skip", "comment", "I looked"));

        assertThat(ends(incident)).containsExactly("Step skipped");
    }

    private IncidentId unknown() {
        var incident = ordered(LIVE);
        step.lever = Lever.GIVES_NO_SIGN;
        world.completes("carla", APPROVE, incident, YES);
        return incident;
    }

    private IncidentId ordered(String target) {
        return ordered("test.move-lever", target, "p2");
    }

    private IncidentId ordered(String topic, String target, String severity) {
        var incident =
                world.raise("mosaic-bookstack", "slow", Map.of("alertSeverity", severity, "usersAffected", "none"));
        engine.getRuntimeService()
                .startProcessInstanceByKey(
                        "run-step",
                        incident.value(),
                        Map.of("incidentId", incident.value(), "step", topic, "target", target, "undo", false));
        world.untilNothingMoves();
        return incident;
    }

    /** How the step ended; the sub-process for its approval has an end of its own. */
    private List<String> ends(IncidentId incident) {
        return world.ends(incident, "run-step").stream()
                .filter(end -> !end.equals("Decided"))
                .toList();
    }
}
