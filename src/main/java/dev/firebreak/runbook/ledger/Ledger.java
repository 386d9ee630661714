package dev.firebreak.runbook.ledger;

import static dev.firebreak.runbook.ledger.StepAuditTrail.RUNBOOK;

import dev.firebreak.database.NewTransaction;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Timeline;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The step ledger: the authoritative record of what steps planned and did. Each change has its own transaction,
 * together with its timeline line and, for changes of approved steps, its audit row. {@link Leases} covers the time
 * between the intent and the end of an attempt.
 */
@Component
public class Ledger {

    private final Steps steps;
    private final Approvals approvals;
    private final Timeline timeline;
    private final StepAuditTrail auditTrail;
    private final Clock clock;
    private final NewTransaction transaction;

    Ledger(
            Steps steps,
            Approvals approvals,
            Timeline timeline,
            StepAuditTrail auditTrail,
            Clock clock,
            NewTransaction transaction) {
        this.steps = steps;
        this.approvals = approvals;
        this.timeline = timeline;
        this.auditTrail = auditTrail;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Records a planned step. */
    public Step plan(Step step) {
        return transaction.with(() -> {
            steps.insert(step);
            var what = "Planned: " + step.label() + " (asked by " + auditTrail.requester(step) + ")";
            auditTrail.addToTimeline(step, what, RUNBOOK, step.plan().summary());
            return step;
        });
    }

    /** Records a step whose plan names nothing to act on: it ends immediately. */
    public Step planNothing(Step step) {
        return transaction.with(() -> {
            var why = step.plan().summary();
            steps.insert(step);
            steps.close(step, step.state(), StepState.NOTHING_TO_DO, clock.instant(), why, null);
            auditTrail.addToTimeline(step, "Nothing to do: " + step.label() + ": " + why, RUNBOOK, null);
            return steps.find(step.id()).orElseThrow();
        });
    }

    /** Records a step that admission refused before it was planned. */
    public void refuse(IncidentId incident, String words, String why) {
        transaction.with(() -> {
            timeline.add(incident, "Refused: " + words + ": " + why, RUNBOOK);
            return true;
        });
    }

    /** The step that an earlier try of this external task planned. */
    public Optional<Step> plannedFor(String task) {
        return transaction.with(() -> steps.plannedFor(task));
    }

    /** The newest attempt of the step. */
    public Optional<Step> find(UUID id) {
        return transaction.with(() -> steps.find(id));
    }

    /** The newest attempts of the incident's steps that are planned, open, unknown, or not verified; the oldest first. */
    public List<Step> unfinished(IncidentId incident) {
        return transaction.with(() -> steps.unfinished(incident));
    }

    public List<Approval> approvals(Step step) {
        return transaction.with(() -> approvals.of(step.id()));
    }

    /** The step that an undo would take back; it may be one whose outcome is unknown. */
    public Optional<Step> lastDone(IncidentId incident, String topic, String target) {
        return transaction.with(() -> steps.lastDone(incident, topic, target));
    }

    /** Ends a planned step without an attempt: refused, void or dry run. */
    public Step endWithoutAttempt(Step step, StepState to, String what, String why) {
        var line = what + ": " + step.label() + ": " + why + auditTrail.people(step);
        close(step, to, line, step.plan().summary());
        return find(step.id()).orElseThrow();
    }

    /** Ends the step; answers false, and changes nothing, if its state has changed meanwhile. */
    public boolean close(Step step, StepState to, String what, String details) {
        return transaction.with(() -> {
            if (!steps.close(step, step.state(), to, clock.instant(), what, details)) {
                return false;
            }
            auditTrail.addToTimeline(step, what, RUNBOOK, details);
            auditTrail.audit(step, to.action(), RUNBOOK, Map.of("summary", what, "by", RUNBOOK));
            return true;
        });
    }
}
