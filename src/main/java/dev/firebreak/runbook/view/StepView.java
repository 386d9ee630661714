package dev.firebreak.runbook.view;

import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.ledger.Approval;
import dev.firebreak.runbook.ledger.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One attempt of a step, for the API and the board.
 *
 * @param target its name in the catalogue; the exact ids are in the plan
 * @param effect such as {@code disruptive}
 * @param approvals the decisions about the plan, in order
 * @param summary how it ended, or null
 * @param seen what a probe or the verification observed, or null
 */
public record StepView(
        UUID id,
        int attempt,
        String topic,
        String title,
        String target,
        String effect,
        boolean undo,
        boolean irreversible,
        String requestedBy,
        String state,
        String planHash,
        Plan plan,
        Map<String, String> stateBefore,
        List<Decision> approvals,
        Instant plannedAt,
        Instant intentAt,
        Instant endedAt,
        String summary,
        String seen) {

    /** One person's decision about the plan. */
    public record Decision(String by, boolean granted, String comment, Instant at, Instant expiresAt) {

        static Decision of(Approval it) {
            return new Decision(it.approver(), it.granted(), it.comment(), it.at(), it.expiresAt());
        }
    }

    static StepView of(Step step, List<Approval> approvals) {
        return new StepView(
                step.id(),
                step.attempt(),
                step.topic(),
                step.title(),
                step.target(),
                step.effect().word(),
                step.undo(),
                step.irreversible(),
                step.requestedBy(),
                step.state().name(),
                step.planHash(),
                step.plan(),
                step.stateBefore(),
                approvals.stream().map(Decision::of).toList(),
                step.plannedAt(),
                step.intentAt(),
                step.endedAt(),
                step.summary(),
                step.seen());
    }
}
