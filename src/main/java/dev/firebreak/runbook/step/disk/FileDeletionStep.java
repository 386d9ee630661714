package dev.firebreak.runbook.step.disk;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof;
import dev.firebreak.runbook.RunbookDelegate;
import dev.firebreak.runbook.StepOutput;
import java.time.Duration;
import java.util.Optional;

/** A step that deletes files. Its plan says which; {@link FileDeletion} does the rest. */
public interface FileDeletionStep<O extends Record> extends RunbookDelegate<O> {

    FileDeletion deletion();

    @Override
    default Optional<String> changed(Plan approved, Plan now) {
        return FileDeletion.changed(approved, now);
    }

    @Override
    default Finding execute(Plan plan, Target target) throws InterruptedException {
        return execute(plan, target, StepOutput.NONE);
    }

    @Override
    default Finding execute(Plan plan, Target target, StepOutput output) throws InterruptedException {
        return deletion().execute(plan, target, output);
    }

    @Override
    default Proof probe(Intent intent, Target target) throws InterruptedException {
        return deletion().proof(intent.plan(), target);
    }

    @Override
    default Proof verify(Plan plan, Target target) throws InterruptedException {
        return deletion().proof(plan, target);
    }

    /** Longer than the search and the deletion of the most files. */
    @Override
    default Duration timeLimit() {
        return Duration.ofMinutes(6);
    }
}
