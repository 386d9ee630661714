package dev.firebreak.runbook;

/** A delegate together with what its class says about it. */
record Known<O extends Record>(Definition definition, Class<O> order, RunbookDelegate<O> delegate) {

    @SuppressWarnings("unchecked") // Definition read O from this very class
    static <O extends Record> Known<O> of(RunbookDelegate<O> delegate) {
        var definition = Definition.of(delegate.getClass());
        return new Known<>(definition, (Class<O>) definition.order(), delegate);
    }
}
