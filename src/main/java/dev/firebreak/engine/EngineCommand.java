package dev.firebreak.engine;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.stereotype.Component;

/**
 * Several calls of the engine as one command: what they change is written together at the end, in a few statements. A
 * query inside does not see what an earlier call changed.
 */
@Component
public class EngineCommand {

    private final ProcessEngine engine;

    EngineCommand(ProcessEngine engine) {
        this.engine = engine;
    }

    /** Joins the caller's transaction. */
    public void of(Runnable calls) {
        var configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        configuration.getCommandExecutorTxRequired().execute(context -> {
            calls.run();
            return null;
        });
    }
}
