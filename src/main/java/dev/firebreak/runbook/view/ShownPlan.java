package dev.firebreak.runbook.view;

import dev.firebreak.runbook.ledger.Step;
import dev.firebreak.text.Hash;
import java.util.List;
import java.util.Objects;

/**
 * What our own page shows of a step before a person decides, read from the ledger.
 *
 * @param label such as "Restart container on orders-db"
 * @param topic of the step
 * @param tier of the target
 * @param effect such as {@code disruptive}
 * @param requestedBy what the diagram says
 * @param text the plan, in Markdown
 * @param resources the exact ids that the step acts on, all of them
 * @param planHash SHA-256 of the plan
 * @param outcome why the outcome is unknown, or null
 */
public record ShownPlan(
        String label,
        String topic,
        String target,
        String tier,
        String effect,
        boolean irreversible,
        String requestedBy,
        String text,
        List<String> resources,
        String planHash,
        String outcome) {

    public static ShownPlan of(Step step) {
        return new ShownPlan(
                step.label(),
                step.topic(),
                step.target(),
                Objects.toString(step.tier(), ""),
                step.effect().word(),
                step.irreversible(),
                step.requestedBy(),
                step.shown(),
                step.plan().resources(),
                step.planHash(),
                Objects.toString(step.summary(), ""));
    }

    /** SHA-256 over all that is shown: a decision names it, so that it counts for what the person saw. */
    public String hash() {
        return Hash.sha256(toString());
    }
}
