package dev.firebreak.runbook.view;

import dev.firebreak.runbook.ledger.Step;
import dev.firebreak.runbook.ledger.StepState;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/**
 * Which step a process instance ran, and how it ended.
 *
 * @param state of the newest attempt, as in {@link StepView}
 * @param didWhatItShould whether what the step wants is there, as far as the ledger knows
 */
public record StepRun(UUID id, String state, boolean didWhatItShould) {

    private static final Set<StepState> GOOD =
            EnumSet.of(StepState.SUCCEEDED, StepState.VERIFIED, StepState.NOTHING_TO_DO);

    static StepRun of(Step step) {
        return new StepRun(step.id(), step.state().name(), GOOD.contains(step.state()));
    }
}
