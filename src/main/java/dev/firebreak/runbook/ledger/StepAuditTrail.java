package dev.firebreak.runbook.ledger;

import dev.firebreak.access.Audit;
import dev.firebreak.incident.Timeline;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Says what happened to a step: in the timeline for people and, where power is involved, in the audit chain. Joins the
 * caller's transaction, so that a step never moves unseen.
 */
@Component
public class StepAuditTrail {

    static final String RUNBOOK = "runbook";

    private final Timeline timeline;
    private final Audit audit;
    private final Approvals approvals;

    StepAuditTrail(Timeline timeline, Audit audit, Approvals approvals) {
        this.timeline = timeline;
        this.audit = audit;
        this.approvals = approvals;
    }

    public void tell(Step step, String what, String who, String details) {
        timeline.add(step.incident(), what, who, details);
    }

    public void prove(Step step, String action, String who, Map<String, String> facts) {
        var all = new TreeMap<>(facts);
        all.put("step", step.id().toString());
        all.put("topic", step.topic());
        all.put("target", step.target());
        all.put("planHash", step.planHash());
        all.put("askedBy", step.requestedBy());
        audit.record(step.incident().value(), who, action, all);
    }

    /** Who wanted it, as the end of a line. */
    String by(Step step) {
        return " (asked by " + step.requestedBy() + ", approved by " + approvedBy(step) + ")";
    }

    String approvedBy(Step step) {
        var names = approvals.of(step.id()).stream()
                .filter(Approval::granted)
                .map(Approval::approver)
                .toList();
        return names.isEmpty() ? "nobody, it was automatic" : String.join(" and ", names);
    }
}
