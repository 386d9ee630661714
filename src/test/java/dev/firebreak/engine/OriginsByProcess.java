package dev.firebreak.engine;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Origins for tests with an engine of their own, in which no process calls another. */
public final class OriginsByProcess implements ProcessOrigins {

    @Override
    public Optional<String> businessKey(DelegateExecution execution) {
        return Optional.ofNullable(execution.getProcessBusinessKey());
    }

    @Override
    public Optional<String> businessKey(String processInstance) {
        return Optional.empty();
    }

    @Override
    public Optional<String> startedBy(String processInstance) {
        return Optional.empty();
    }

    @Override
    public Map<String, String> authors(String processInstance, Collection<String> decisions, Collection<String> forms) {
        return Map.of();
    }
}
