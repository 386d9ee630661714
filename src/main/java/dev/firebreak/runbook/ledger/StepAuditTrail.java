package dev.firebreak.runbook.ledger;

import dev.firebreak.access.Audit;
import dev.firebreak.access.DisplayNames;
import dev.firebreak.incident.Timeline;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Writes what happens to a step: to the timeline for people, and to the audit chain for changes that need a proof.
 * Joins the caller's transaction, so that no change goes unrecorded.
 */
@Component
public class StepAuditTrail {

    static final String RUNBOOK = "runbook";

    private final Timeline timeline;
    private final Audit audit;
    private final Approvals approvals;
    private final DisplayNames names;

    StepAuditTrail(Timeline timeline, Audit audit, Approvals approvals, DisplayNames names) {
        this.timeline = timeline;
        this.audit = audit;
        this.approvals = approvals;
        this.names = names;
    }

    /** Adds a line to the incident's timeline. */
    public void addToTimeline(Step step, String what, String who, String details) {
        timeline.add(step.incident(), what, who, details);
    }

    /** Adds a row to the audit chain. */
    public void audit(Step step, String action, String who, Map<String, String> facts) {
        var all = new TreeMap<>(facts);
        all.put("step", step.id().toString());
        all.put("topic", step.topic());
        all.put("target", step.target());
        all.put("planHash", step.planHash());
        all.put("askedBy", step.requestedBy());
        audit.record(step.incident().value(), who, action, all);
    }

    /** Who asked for the step and who approved it, as the end of a timeline line. */
    String people(Step step) {
        return " (asked by " + requester(step) + ", approved by " + approvedBy(step) + ")";
    }

    /** The full name of who asked for the step. */
    String requester(Step step) {
        return names.actor(step.requestedBy());
    }

    String approvedBy(Step step) {
        var people = approvals.of(step.id()).stream()
                .filter(Approval::granted)
                .map(Approval::approver)
                .map(names::of)
                .toList();
        return people.isEmpty() ? "nobody, it was automatic" : String.join(" and ", people);
    }
}
