package dev.firebreak.runbook;

import dev.firebreak.catalog.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A step that changes something: one thing to one target. Ledger, approval, time limit, dry run and timeline are lent to
 * it by the step framework (guarantees.md "Step ledger"). Throw when trying again later may help; say business answers as values.
 *
 * @param <O> its parameters: a record, see {@code ParameterBinder} for the types of its components
 */
public interface RunbookDelegate<O extends Record> {

    /** What would be done, to which exact ids. Changes nothing; the same for dry run and run. */
    Plan plan(O order, Target target) throws Exception;

    /**
     * Does exactly what the plan says to exactly its {@link Plan#resources()}, by id, never by name. Called at most once
     * for an approval unless a probe proved that nothing was done.
     */
    Finding execute(Plan plan, Target target) throws Exception;

    /** Whether the effect happened: asked after a crash, a time-out or an exception, before anything else is done. */
    Proof probe(Intent intent, Target target) throws Exception;

    /** Whether the world is now as the plan wanted it. Waits for it as long as makes sense. */
    Proof verify(Plan plan, Target target) throws Exception;

    /** How to take it back. A delegate that does not override this is irreversible, and is announced as such. */
    default Optional<Plan> planUndo(CompletedStep done, Target target) throws Exception {
        return Optional.empty();
    }

    /**
     * Why an approved plan no longer fits what is there now, or nothing. By default any other set of exact ids voids the
     * approval (guarantees.md F4). Override where ids may go by themselves, such as sessions that have ended meanwhile.
     */
    default Optional<String> changed(Plan approved, Plan now) {
        var same = Set.copyOf(approved.resources()).equals(Set.copyOf(now.resources()));
        return same ? Optional.empty() : Optional.of("approved for " + shown(approved) + ", found " + shown(now));
    }

    /** For {@link #execute} and for {@link #verify}, each; after it the thread is interrupted and the effect probed. */
    default Duration timeLimit() {
        return Duration.ofSeconds(60);
    }

    private static String shown(Plan plan) {
        List<String> ids = plan.resources();
        return ids.isEmpty() ? "nothing" : String.join(", ", ids);
    }
}
