package dev.firebreak.runbook.definition;

import dev.firebreak.runbook.RunbookDelegate;

/**
 * A delegate together with the definition that its class declares.
 *
 * @param order the record of its parameters
 */
public record BoundStep<O extends Record>(StepDefinition definition, Class<O> order, RunbookDelegate<O> delegate) {

    @SuppressWarnings("unchecked") // StepDefinition reads O from this class
    public static <O extends Record> BoundStep<O> of(RunbookDelegate<O> delegate) {
        var definition = StepDefinition.of(delegate.getClass());
        return new BoundStep<>(definition, (Class<O>) definition.order(), delegate);
    }
}
