package dev.firebreak.runbook.step.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.access.audit.log.AuditLog;
import dev.firebreak.engine.OptimisticRetry;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.CommandRejected;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.command.CommandForbidden;
import dev.firebreak.lifecycle.command.RunbookOrders;
import dev.firebreak.lifecycle.command.StuckStepSkips;
import dev.firebreak.lifecycle.runbook.Runbooks;
import dev.firebreak.lifecycle.status.ProcessStatus;
import dev.firebreak.runbook.ledger.StepState;
import dev.firebreak.runbook.ledger.Steps;
import dev.firebreak.runbook.step.PlayedTargetsStory;
import dev.firebreak.web.FieldInvalid;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A commander starts, stops, changes and skips; what a step did before is proved, whoever ended its process. */
class RunbookOrderStoryTests extends PlayedTargetsStory {

    private static final String MEMORY = "redis-memory-full";
    private static final String PERSISTENCE = "redis-persistence-failure";
    private static final String POLICY = "redis.set-eviction-policy";

    @Autowired
    FakeRedis redis;

    @Autowired
    RunbookOrders orders;

    @Autowired
    Runbooks runbooks;

    @Autowired
    StuckStepSkips skips;

    @Autowired
    ProcessStatus status;

    @Autowired
    Steps steps;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    Accounts accounts;

    @Autowired
    AuditLog log;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void theServerIsFull() {
        accounts.createIfMissing("rita", "Rita", "rita@example.test", "amber-lantern-1", Set.of(Role.RESPONDER));
        accounts.createIfMissing("cora", "Cora", "cora@example.test", "cobalt-thicket-1", Set.of(Role.COMMANDER));
        redis.reset();
    }

    @AfterEach
    void itIsWell() {
        redis.reset();
    }

    @Test
    @Tag("A057")
    void wherePeopleLead_aCommanderStartsARunbook() {
        var incident = respondedTo("mosaic-redis", "makes-strange-noises");
        assertThat(runbooks.stateOf(incident)).isEqualTo(new Runbooks.State(null, true));
        redis.atPolicy = () -> redis.info.put("used_memory", "70");

        orders(incident, MEMORY, "It is the memory");
        approves(incident, POLICY);

        assertThat(world.timelineOf(incident)).contains("Runbook redis-memory-full ordered: It is the memory");
        assertThat(audited(incident)).anyMatch(entry -> entry.contains("runbook.ordered"));
        assertThat(world.ends(incident, "response")).containsExactly("Stabilised by runbook");
    }

    @Test
    @Tag("F21")
    void aRunbookThatIsStoppedLeavesNoPlanThatCouldBeApproved() {
        var incident = respondedTo("mosaic-redis", "memory-full");
        assertThat(runbooks.stateOf(incident).running()).isEqualTo(MEMORY);

        orders(incident, Runbooks.NONE, "I know better");

        assertThat(states(incident)).containsExactly(StepState.CANCELLED);
        assertThat(world.timelineOf(incident))
                .contains("Runbook redis-memory-full stopped: I know better")
                .anyMatch(line ->
                        line.startsWith("Not begun: Set eviction policy on mosaic-redis: its runbook was ended"));
        assertThat(redis.info).containsEntry("maxmemory_policy", "noeviction");
        world.processes(incident)
                .areWaitingAt("UserTask_LeadResponse")
                .areWaitingAt("Event_RunbookOrdered")
                .areNotWaitingAt("UserTask_ApproveStep");
    }

    @Test
    @Tag("F21")
    void aStepThatRunsWhenItsRunbookIsStoppedIsVerified_andItsChangeIsDecidedAboutAtTheResolution() {
        world.endsAllProcesses();
        var incident = respondedTo("mosaic-redis", "memory-full");
        redis.atPolicy = () -> order(incident, Runbooks.NONE, "Stop", "carla");

        approves(incident, POLICY);

        assertThat(redis.info).containsEntry("maxmemory_policy", "volatile-ttl");
        assertThat(states(incident)).containsExactly(StepState.VERIFIED);
        world.completes("carla", "UserTask_LeadResponse", incident, Map.of("mitigation", "By hand"));
        lifecycle.alertsCleared(incident);
        world.passes(Duration.ofMinutes(20));
        world.completes(
                "carla",
                "UserTask_ConfirmResolution",
                incident,
                Map.of("resolutionDecision", "resolved", "resolution", "By hand", "rootCause", "A leak"));
        assertThat((String) world.variable(incident, "temporary-changes", "changeSummary"))
                .startsWith("Set eviction policy on mosaic-redis");
    }

    @Test
    @Tag("F21")
    void aStepWhoseNodeDiedWhenItsRunbookWasStoppedIsProbed() {
        world.endsAllProcesses();
        var incident = respondedTo("mosaic-redis", "memory-full");
        redis.atPolicy = () -> {
            order(incident, Runbooks.NONE, "Stop", "carla");
            throw sneaky(new InterruptedException("played: the node dies"));
        };
        approves(incident, POLICY);
        assertThat(states(incident)).containsExactly(StepState.RUNNING);
        Thread.interrupted(); // another node has threads of its own

        world.passes(Duration.ofMinutes(1));

        assertThat(states(incident)).containsExactly(StepState.VERIFIED);
        assertThat(world.timelineOf(incident)).anyMatch(line -> line.contains("after an interruption"));
        world.processes(incident).areWaitingAt("Event_RunbookOrdered");
    }

    @Test
    @Tag("F21")
    void anUnknownOutcomeWhoseRunbookIsStoppedIsProbedOnceMore() {
        world.endsAllProcesses();
        var incident = respondedTo("mosaic-redis", "memory-full");
        isUnknown(incident);
        redis.reachableFor = Integer.MAX_VALUE;

        orders(incident, Runbooks.NONE, "Stop");

        assertThat(states(incident)).containsExactly(StepState.VERIFIED);
        assertThat(world.timelineOf(incident))
                .anyMatch(line -> line.startsWith("Executed: Set eviction policy on mosaic-redis: probed once more, "));
    }

    @Test
    @Tag("F21")
    void anUnknownOutcomeThatCantBeProvedIsDecidedAbout() {
        world.endsAllProcesses();
        var incident = respondedTo("mosaic-redis", "memory-full");
        isUnknown(incident);

        lifecycle.cancelled(incident, "A drill", "carla");
        world.untilNothingMoves();

        assertThat(states(incident)).containsExactly(StepState.UNKNOWN);
        assertThat((String) world.variable(incident, "temporary-changes", "changeSummary"))
                .startsWith("Set eviction policy on mosaic-redis: the outcome is unknown since ");
        redis.reachableFor = Integer.MAX_VALUE;
        world.completes("carla", "UserTask_DecideOnChange", incident, Map.of("changeDecision", "take-back"));
        world.completes("cora", "UserTask_ApproveStep", incident, Map.of("approved", "true"));
        assertThat(redis.info).containsEntry("maxmemory_policy", "noeviction");
        assertThat(world.isOver(incident)).isTrue();
    }

    /** The policy is set, and the server is gone before it says so. */
    private void isUnknown(IncidentId incident) {
        redis.atPolicy = () -> {
            redis.atPolicy = () -> {};
            redis.reachableFor = 0;
            throw new IllegalStateException("played: the connection is lost");
        };
        approves(incident, POLICY);
        world.passes(Duration.ofMinutes(5));
        assertThat(states(incident)).containsExactly(StepState.UNKNOWN);
        world.processes(incident).areWaitingAt("UserTask_SettleOutcome");
    }

    @Test
    @Tag("F21")
    void aRunbookIsChangedToAnotherOnlyAfterWhatRanIsProved() {
        var incident = respondedTo("mosaic-redis", "memory-full");

        order(incident, PERSISTENCE, "It is the disk", "carla");
        assertThat(runbooks.stateOf(incident)).isEqualTo(new Runbooks.State(null, false));
        assertThatThrownBy(() -> order(incident, MEMORY, "Back", "carla"))
                .isInstanceOf(CommandRejected.class)
                .hasMessageContaining("while it ends what ran before");
        world.untilNothingMoves();

        assertThat(world.timelineOf(incident))
                .contains("Runbook redis-persistence-failure ordered instead of redis-memory-full: It is the disk");
        assertThat(runbooks.stateOf(incident).running()).isEqualTo(PERSISTENCE);
        assertThat(world.variable(incident, "run-step", "step")).isEqualTo("redis.save-snapshot");
    }

    @Test
    void afterARunbookThatDidNotHelp_anotherCanBeOrdered() {
        var incident = respondedTo("mosaic-redis", "memory-full");
        world.completes("carla", "UserTask_ApproveStep", incident, Map.of("approved", "false"));
        world.completes("carla", "UserTask_ApproveStep", incident, Map.of("approved", "false"));
        world.processes(incident).areWaitingAt("Event_AnotherRunbookOrdered");

        orders(incident, PERSISTENCE, "Perhaps the disk");

        assertThat(runbooks.stateOf(incident).running()).isEqualTo(PERSISTENCE);
    }

    @Test
    void whatMakesNoSenseIsRefusedWithAReason() {
        var incident = respondedTo("mosaic-redis", "memory-full");

        assertThatThrownBy(() -> order(incident, MEMORY, "Twice", "carla"))
                .isInstanceOf(CommandRejected.class)
                .hasMessageContaining("runs already");
        assertThatThrownBy(() -> order(incident, "incident-lifecycle", "No runbook", "carla"))
                .isInstanceOf(FieldInvalid.class)
                .hasMessageContaining("runbook");
        orders(incident, Runbooks.NONE, "Stop");
        assertThatThrownBy(() -> order(incident, Runbooks.NONE, "Twice", "carla"))
                .isInstanceOf(CommandRejected.class)
                .hasMessageContaining("no runbook runs");
        world.completes("carla", "UserTask_LeadResponse", incident, Map.of("mitigation", "By hand"));
        assertThatThrownBy(() -> order(incident, MEMORY, "Too late", "carla"))
                .isInstanceOf(CommandRejected.class)
                .hasMessageContaining("after the incident is stabilised");
    }

    @Test
    @Tag("F21")
    void anIncidentThatIsCancelledOrMergedLeavesNoPlanThatCouldBeApproved() {
        var cancelled = respondedTo("mosaic-redis", "memory-full");
        lifecycle.cancelled(cancelled, "A drill", "carla");
        var into = respondedTo("mosaic-redis", "makes-strange-noises");
        var merged = respondedTo("mosaic-redis", "memory-full");
        lifecycle.merged(merged, into, "carla");
        world.untilNothingMoves();

        assertThat(states(cancelled)).containsExactly(StepState.CANCELLED);
        assertThat(states(merged)).containsExactly(StepState.CANCELLED);
        assertThat(world.isOver(cancelled)).isTrue();
        assertThat(world.isOver(merged)).isTrue();
    }

    @Test
    @Tag("F21")
    void whatStepsOfACancelledIncidentChangedIsDecidedAbout_andTakenBack() {
        world.endsAllProcesses();
        var incident = respondedTo("mosaic-redis", "memory-full");
        approves(incident, POLICY);
        assertThat(redis.info).containsEntry("maxmemory_policy", "volatile-ttl");
        world.passes(Duration.ofMinutes(1));

        lifecycle.cancelled(incident, "A drill", "carla");
        world.untilNothingMoves();
        assertThat(world.isOver(incident)).isFalse();
        world.completes("carla", "UserTask_DecideOnChange", incident, Map.of("changeDecision", "take-back"));
        world.completes("cora", "UserTask_ApproveStep", incident, Map.of("approved", "true"));

        assertThat(redis.info).containsEntry("maxmemory_policy", "noeviction");
        assertThat(world.isOver(incident)).isTrue();
    }

    @Test
    @Tag("F22")
    void dangerToLifeEndsTheRunbook_itsPlanNeverBegins_andNoOtherStarts() {
        var incident = respondedTo("mosaic-redis", "memory-full");

        lifecycle.lifeSafetyDeclared(incident, "Smoke", "carla");
        world.untilNothingMoves();

        assertThat(states(incident)).containsExactly(StepState.CANCELLED);
        assertThat(world.ends(incident, "response")).containsExactly("Automation suspended");
        assertThatThrownBy(() -> order(incident, PERSISTENCE, "Go on", "carla")).isInstanceOf(CommandRejected.class);
    }

    @Test
    @Tag("G16")
    void aStepThatCantBePlannedIsSkippedByACommander_andTheRunbookGoesOn() {
        world.endsAllProcesses();
        redis.reachableFor = 1;
        var incident = respondedTo("mosaic-redis", "memory-full");
        allTriesFail();
        var stuck = status.stuckStepsOf(incident).get(0);
        assertThat(stuck.activity()).isEqualTo("Plan step");

        assertThatThrownBy(() -> skips.skip(incident, stuck.task(), "Not mine to say", "rita"))
                .isInstanceOf(CommandForbidden.class)
                .hasMessageContaining("Only a commander can skip \"Plan step\"");
        skips.skip(incident, stuck.task(), "It does not answer", "carla");
        redis.reachableFor = Integer.MAX_VALUE;
        world.untilNothingMoves();

        assertThat(world.timelineOf(incident)).contains("Skipped \"Plan step\": It does not answer");
        assertThat(world.ends(incident, "run-step")).containsExactly("Planning skipped");
        world.processes(incident).areWaitingAt("UserTask_ApproveStep");
        assertThat(world.variable(incident, "run-step", "step")).isEqualTo("redis.expire-cache-keys");
    }

    @Test
    @Tag("G16")
    void anApprovedStepThatCantBeginIsSkipped_andOneThatMayHaveActedIsNot() {
        world.endsAllProcesses();
        var incident = respondedTo("mosaic-redis", "memory-full");
        redis.reachableFor = 0;
        approves(incident, POLICY);
        allTriesFail();
        var stuck = status.stuckStepsOf(incident).get(0);
        assertThat(stuck.activity()).isEqualTo("Execute step");
        jdbc.sql("update step set state = 'RUNNING' where incident_id = ?")
                .param(incident.value())
                .update();
        assertThatThrownBy(() -> skips.skip(incident, stuck.task(), "Go on", "carla"))
                .isInstanceOf(CommandRejected.class)
                .hasMessageContaining("may have done it");
        jdbc.sql("update step set state = 'APPROVED' where incident_id = ?")
                .param(incident.value())
                .update();

        skips.skip(incident, stuck.task(), "Go on", "carla");

        assertThat(states(incident)).containsExactly(StepState.REFUSED);
        assertThat(world.ends(incident, "run-step")).contains("Step refused");
    }

    private void allTriesFail() {
        for (var minute = 0; minute < 10; minute++) {
            world.passes(Duration.ofMinutes(1));
        }
    }

    private void orders(IncidentId incident, String runbook, String reason) {
        order(incident, runbook, reason, "carla");
        world.untilNothingMoves();
    }

    private void order(IncidentId incident, String runbook, String reason, String by) {
        OptimisticRetry.call(() -> orders.order(incident, runbook, reason, by));
    }

    private List<StepState> states(IncidentId incident) {
        return steps.of(incident).stream().map(step -> step.state()).toList();
    }

    private List<String> audited(IncidentId incident) {
        while (log.advance()) {
            // until all rows are in the log
        }
        return jdbc.sql("select entry from audit_entry where chain = ?")
                .param(incident.value())
                .query(String.class)
                .list();
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaky(Throwable it) throws T {
        throw (T) it;
    }
}
