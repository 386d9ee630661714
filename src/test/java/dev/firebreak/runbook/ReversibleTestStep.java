package dev.firebreak.runbook;

import dev.firebreak.catalog.Target;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.context.TestComponent;

/** Plays a step that can be taken back and disturbs nothing. */
@TestComponent // kept out of booted tests
@RunbookStep(topic = "test.nudge", title = "Nudge", description = "Nudges it.", effect = Effect.REVERSIBLE)
public class ReversibleTestStep implements RunbookDelegate<ReversibleTestStep.Order> {

    public final AtomicInteger done = new AtomicInteger();

    record Order() {}

    @Override
    public Plan plan(Order order, Target target) {
        return Plan.to("Nudge it").on(List.of(target.name()));
    }

    @Override
    public Finding execute(Plan plan, Target target) {
        done.incrementAndGet();
        return Finding.of("nudged");
    }

    @Override
    public Proof probe(Intent intent, Target target) {
        return Proof.cannotTell("nothing moves");
    }

    @Override
    public Proof verify(Plan plan, Target target) {
        return Proof.done("nudged");
    }

    @Override
    public Optional<Plan> planUndo(CompletedStep done, Target target) {
        return Optional.of(Plan.to("Nudge it back").on(List.of(target.name())));
    }
}
