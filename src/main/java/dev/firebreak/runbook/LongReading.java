package dev.firebreak.runbook;

import dev.firebreak.catalog.Target;

/**
 * A reading that may take a while and says meanwhile what it sees. A person may cancel it: then its thread is
 * interrupted, and it ends what it runs on the target.
 *
 * @param <O> the record of its parameters
 */
public interface LongReading<O extends Record> extends RunbookReading<O> {

    @Override
    Finding read(O order, Target target, StepOutput output) throws Exception;

    @Override
    default Finding read(O order, Target target) throws Exception {
        return read(order, target, StepOutput.NONE);
    }
}
