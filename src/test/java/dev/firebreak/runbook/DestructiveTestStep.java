package dev.firebreak.runbook;

import dev.firebreak.catalog.Target;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.context.TestComponent;

/** Plays a step that can't be taken back. */
@TestComponent // kept out of booted tests
@RunbookStep(topic = "test.smash", title = "Smash", description = "Breaks it.", effect = Effect.DESTRUCTIVE)
public class DestructiveTestStep implements RunbookDelegate<DestructiveTestStep.Order> {

    public static final AtomicInteger DONE = new AtomicInteger();

    record Order() {}

    @Override
    public Plan plan(Order order, Target target) {
        return Plan.to("Smash it").on(java.util.List.of("it"));
    }

    @Override
    public Finding execute(Plan plan, Target target) {
        DONE.incrementAndGet();
        return Finding.of("smashed");
    }

    @Override
    public Proof probe(Intent intent, Target target) {
        return Proof.cannotTell("only shards");
    }

    @Override
    public Proof verify(Plan plan, Target target) {
        return Proof.done("shards");
    }
}
