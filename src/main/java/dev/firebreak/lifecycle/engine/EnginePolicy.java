package dev.firebreak.lifecycle.engine;

import dev.firebreak.lifecycle.Policy;
import java.util.Map;
import org.camunda.bpm.engine.DecisionService;
import org.springframework.stereotype.Component;

/** The latest version of the table, as the engine has it. */
@Component
class EnginePolicy implements Policy {

    private final DecisionService decisions;
    private final AsEngine asEngine;

    EnginePolicy(DecisionService decisions, AsEngine asEngine) {
        this.decisions = decisions;
        this.asEngine = asEngine;
    }

    @Override
    public String answer(String decision, Map<String, Object> facts) {
        return asEngine.run(() -> decisions
                .evaluateDecisionTableByKey(decision)
                .variables(facts)
                .evaluate()
                .getSingleEntry());
    }
}
