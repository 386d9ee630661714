package dev.firebreak.engine.hardening;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;

/**
 * The engine's expressions with {@link SafeResolver} under all of them: those of models, of queries and stored filters
 * (which run although switched off, guarantees.md "Engine hardening"), of decisions. Functions are the engine's own four; Spin's are left out.
 */
class SafeExpressions extends JuelExpressionManager {

    private static final Set<String> FUNCTIONS = Set.of("currentUser", "currentUserGroups", "now", "dateTime");

    SafeExpressions(Map<Object, Object> delegates) {
        super(delegates);
    }

    @Override
    protected ELResolver createElResolver() {
        return new SafeResolver(beans);
    }

    @Override
    public void addFunction(String name, Method function) {
        if (FUNCTIONS.contains(name)) {
            super.addFunction(name, function);
        }
    }
}
