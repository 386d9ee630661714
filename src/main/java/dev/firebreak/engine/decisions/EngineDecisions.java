package dev.firebreak.engine.decisions;

import dev.firebreak.engine.DecisionTables;
import dev.firebreak.engine.command.SystemIdentity;
import java.util.Map;
import org.camunda.bpm.engine.DecisionService;
import org.springframework.stereotype.Component;

/** Evaluates the latest deployed version of a decision table. */
@Component
class EngineDecisions implements DecisionTables {

    private final DecisionService decisions;
    private final SystemIdentity system;

    EngineDecisions(DecisionService decisions, SystemIdentity system) {
        this.decisions = decisions;
        this.system = system;
    }

    @Override
    public String answer(String decision, Map<String, Object> facts) {
        return system.run(() -> decisions
                .evaluateDecisionTableByKey(decision)
                .variables(facts)
                .evaluate()
                .getSingleEntry());
    }
}
