package dev.firebreak.lifecycle.delegate.recovery;

import org.camunda.bpm.engine.ProcessEngineException;

/** A resolution can't be recorded. Tasklist shows the message, and the task stays open. */
public class ResolutionRefused extends ProcessEngineException {

    private static final long serialVersionUID = 1L;

    ResolutionRefused(String why) {
        super(why);
    }
}
