package dev.firebreak.lifecycle.delegate.recovery;

import org.camunda.bpm.engine.ProcessEngineException;

/** What was confirmed can't be recorded. Tasklist shows the message, and the task stays as it was. */
public class ResolutionRefused extends ProcessEngineException {

    private static final long serialVersionUID = 1L;

    ResolutionRefused(String why) {
        super(why);
    }
}
