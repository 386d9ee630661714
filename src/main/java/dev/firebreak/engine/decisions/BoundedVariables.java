package dev.firebreak.engine.decisions;

import java.util.Set;
import org.camunda.bpm.engine.exception.NotValidException;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.bpm.engine.variable.value.TypedValue;

/** The variables of a decision. A value that is too large is refused, so that chained decisions can't grow one. */
final class BoundedVariables implements VariableContext {

    private final VariableContext variables;
    private final EvaluationWatch watch;

    BoundedVariables(VariableContext variables, EvaluationWatch watch) {
        this.variables = variables;
        this.watch = watch;
    }

    @Override
    public TypedValue resolve(String name) {
        return watch.reading(() -> {
            var value = variables.resolve(name);
            if (value != null && ValueSize.isTooLarge(value.getValue())) {
                throw new NotValidException(
                        "the variable '%s' is larger than %,d characters or entries".formatted(name, ValueSize.MAX));
            }
            return value;
        });
    }

    @Override
    public boolean containsVariable(String name) {
        return variables.containsVariable(name);
    }

    @Override
    public Set<String> keySet() {
        return variables.keySet();
    }
}
