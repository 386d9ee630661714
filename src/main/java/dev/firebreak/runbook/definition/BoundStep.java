package dev.firebreak.runbook.definition;

import dev.firebreak.runbook.RunbookDelegate;

/** A delegate together with what its class says about it. */
public record BoundStep<O extends Record>(StepDefinition definition, Class<O> order, RunbookDelegate<O> delegate) {

    @SuppressWarnings("unchecked") // Definition read O from this very class
    public static <O extends Record> BoundStep<O> of(RunbookDelegate<O> delegate) {
        var definition = StepDefinition.of(delegate.getClass());
        return new BoundStep<>(definition, (Class<O>) definition.order(), delegate);
    }
}
