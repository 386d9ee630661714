package dev.firebreak.runbook;

import dev.firebreak.catalog.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A step that changes one thing on one target. The step framework adds ledger, approval, time limit, dry run and
 * timeline (guarantees.md "Step ledger"). Throw an exception if a later retry may help; answer a business "no" as a
 * value.
 *
 * @param <O> the record of its parameters; see {@code ParameterBinder} for the types of its components
 */
public interface RunbookDelegate<O extends Record> {

    /** Plans what to do to which exact ids. Changes nothing; dry run and real run use the same plan. */
    Plan plan(O order, Target target) throws Exception;

    /**
     * Does what the plan says to exactly its {@link Plan#resources()}, by id, never by name. Called at most once per
     * approval, unless a probe proves that the earlier attempt had no effect.
     */
    Finding execute(Plan plan, Target target) throws Exception;

    /** As {@link #execute(Plan, Target)}, and says meanwhile how far it is. */
    default Finding execute(Plan plan, Target target, StepOutput output) throws Exception {
        return execute(plan, target);
    }

    /** Finds out whether the effect happened. Called first after a crash, a timeout or an exception. */
    Proof probe(Intent intent, Target target) throws Exception;

    /** Checks that the target has the state that the plan wants, and waits for it as long as that makes sense. */
    Proof verify(Plan plan, Target target) throws Exception;

    /** Plans the undo. A delegate that does not override this method is shown as irreversible. */
    default Optional<Plan> planUndo(CompletedStep done, Target target) throws Exception {
        return Optional.empty();
    }

    /**
     * Why the approved plan no longer fits the present state; empty if it fits. By default, any difference in the exact
     * ids voids the approval (guarantees.md F4). Override this if ids may disappear harmlessly, such as sessions that
     * end.
     */
    default Optional<String> changed(Plan approved, Plan now) {
        var same = Set.copyOf(approved.resources()).equals(Set.copyOf(now.resources()));
        return same ? Optional.empty() : Optional.of("approved for " + ids(approved) + ", found " + ids(now));
    }

    /**
     * The time limit of {@link #execute} and of {@link #verify}. At the limit, the thread is interrupted and the effect
     * probed.
     */
    default Duration timeLimit() {
        return Duration.ofSeconds(60);
    }

    private static String ids(Plan plan) {
        List<String> ids = plan.resources();
        return ids.isEmpty() ? "nothing" : String.join(", ", ids);
    }
}
