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
 * The truth about steps: each change is a transaction of its own together with its line in the timeline and, where power
 * is involved, its row in the audit chain. What happens between the intent and the end of an attempt: {@link Leases}.
 */
@Component
public class Ledger {

    private final Steps steps;
    private final Approvals approvals;
    private final Timeline timeline;
    private final StepAuditTrail auditTrail;
    private final Clock clock;
    private final NewTransaction own;

    Ledger(
            Steps steps,
            Approvals approvals,
            Timeline timeline,
            StepAuditTrail auditTrail,
            Clock clock,
            NewTransaction own) {
        this.steps = steps;
        this.approvals = approvals;
        this.timeline = timeline;
        this.auditTrail = auditTrail;
        this.clock = clock;
        this.own = own;
    }

    public Step plan(Step step) {
        return own.with(() -> {
            steps.insert(step);
            var what = "Planned: " + step.words() + " (asked by " + step.requestedBy() + ")";
            auditTrail.tell(step, what, RUNBOOK, step.plan().summary());
            return step;
        });
    }

    /** A step whose plan names nothing to act on: it ends as it is planned. */
    public Step spare(Step step) {
        return own.with(() -> {
            var why = step.plan().summary();
            steps.insert(step);
            steps.close(step, step.state(), StepState.NOTHING_TO_DO, clock.instant(), why, null);
            auditTrail.tell(step, "Nothing to do: " + step.words() + ": " + why, RUNBOOK, null);
            return steps.find(step.id()).orElseThrow();
        });
    }

    /** A step that was never planned, for admission said no. */
    public void refuse(IncidentId incident, String words, String why) {
        own.with(() -> {
            timeline.add(incident, "Refused: " + words + ": " + why, RUNBOOK);
            return true;
        });
    }

    public Optional<Step> plannedFor(String task) {
        return own.with(() -> steps.plannedFor(task));
    }

    public Optional<Step> find(UUID id) {
        return own.with(() -> steps.find(id));
    }

    public List<Approval> approvals(Step step) {
        return own.with(() -> approvals.of(step.id()));
    }

    public Optional<Step> lastDone(IncidentId incident, String topic, String target) {
        return own.with(() -> steps.lastDone(incident, topic, target));
    }

    /** A planned step that ends without an attempt: refused, void, dry run. */
    public Step turnAway(Step step, StepState to, String what, String why) {
        var line = what + ": " + step.words() + ": " + why + auditTrail.by(step);
        close(step, to, line, step.plan().summary());
        return find(step.id()).orElseThrow();
    }

    /** Nothing happens where it was already said. */
    public boolean close(Step step, StepState to, String what, String details) {
        return own.with(() -> {
            if (!steps.close(step, step.state(), to, clock.instant(), what, details)) {
                return false;
            }
            auditTrail.tell(step, what, RUNBOOK, details);
            auditTrail.prove(step, to.action(), RUNBOOK, Map.of("summary", what, "by", RUNBOOK));
            return true;
        });
    }
}
