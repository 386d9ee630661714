package dev.firebreak.engine.hardening;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;

/**
 * The engine's expression manager with {@link SafeResolver} for all expressions: in models, in decisions, in queries
 * and in stored filters (which run even when switched off, guarantees.md "Engine hardening"). It offers the engine's
 * own four functions, not Spin's.
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
