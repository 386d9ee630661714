package dev.firebreak.engine.origin;

import dev.firebreak.engine.ProcessStarts;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.stereotype.Component;

/** Starts processes without a business key, which would name an incident. */
@Component
class UnattendedStarts implements ProcessStarts {

    private final RuntimeService runtime;

    UnattendedStarts(RuntimeService runtime) {
        this.runtime = runtime;
    }

    @Override
    public String start(String key, Map<String, Object> variables) {
        return runtime.startProcessInstanceByKey(key, variables).getId();
    }

    @Override
    public boolean tell(String processInstance, String message) {
        return !runtime.createMessageCorrelation(message)
                .processInstanceId(processInstance)
                .correlateAllWithResult()
                .isEmpty();
    }

    @Override
    public boolean isRunning(String processInstance) {
        return runtime.createProcessInstanceQuery()
                        .processInstanceId(processInstance)
                        .count()
                > 0;
    }
}
