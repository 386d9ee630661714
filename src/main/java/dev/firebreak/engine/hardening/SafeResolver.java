package dev.firebreak.engine.hardening;

import java.beans.FeatureDescriptor;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.MethodNotFoundException;
import org.camunda.bpm.impl.juel.jakarta.el.PropertyNotFoundException;
import org.camunda.bpm.impl.juel.jakarta.el.PropertyNotWritableException;
import org.joda.time.DateTime;

/**
 * Resolves names, properties and calls in expressions: variables and delegates by name, a few properties of the
 * execution and the task, entries of maps and lists, date arithmetic. It refuses everything else, wherever the
 * expression comes from. Delegates take precedence over variables, so that no variable can replace one.
 */
class SafeResolver extends ELResolver {

    /** The length of the engine's text columns. */
    private static final int MAX_TEXT = 4_000;

    private static final Map<String, Function<DelegateExecution, Object>> EXECUTION = Map.of(
            "id", DelegateExecution::getId,
            "processBusinessKey", DelegateExecution::getProcessBusinessKey,
            "businessKey", DelegateExecution::getBusinessKey,
            "processInstanceId", DelegateExecution::getProcessInstanceId,
            "processDefinitionId", DelegateExecution::getProcessDefinitionId,
            "currentActivityId", DelegateExecution::getCurrentActivityId);
    private static final Map<String, Function<DelegateTask, Object>> TASK = Map.of(
            "id", DelegateTask::getId,
            "name", DelegateTask::getName,
            "assignee", DelegateTask::getAssignee,
            "taskDefinitionKey", DelegateTask::getTaskDefinitionKey);
    private static final Set<String> DATE_CALLS = Set.of(
            "plusYears",
            "plusMonths",
            "plusWeeks",
            "plusDays",
            "plusHours",
            "plusMinutes",
            "plusSeconds",
            "minusYears",
            "minusMonths",
            "minusWeeks",
            "minusDays",
            "minusHours",
            "minusMinutes",
            "minusSeconds",
            "withTimeAtStartOfDay",
            "toDate");

    private final Map<Object, Object> delegates;

    SafeResolver(Map<Object, Object> delegates) {
        this.delegates = delegates;
    }

    @Override
    public Object getValue(ELContext context, Object base, Object property) {
        if (base == null) {
            return bounded(property, named(context, String.valueOf(property)));
        }
        var value = bounded(property, part(base, property));
        context.setPropertyResolved(true);
        return value;
    }

    /** A text such as {@code ${x}${x}} may double a variable again and again before the database refuses its length. */
    private static Object bounded(Object property, Object value) {
        if (value instanceof CharSequence text && text.length() > MAX_TEXT) {
            throw new ProcessEngineException("an expression can't use '%s': it has %d characters, the limit is %d"
                    .formatted(property, text.length(), MAX_TEXT));
        }
        return value;
    }

    private Object named(ELContext context, String name) {
        if (context.getContext(VariableScope.class) instanceof VariableScope scope) {
            return inScope(context, scope, name);
        }
        if (context.getContext(VariableContext.class) instanceof VariableContext variables) {
            var value = variables.resolve(name);
            context.setPropertyResolved(value != null);
            return value == null ? null : value.getValue();
        }
        return null;
    }

    private Object inScope(ELContext context, VariableScope scope, String name) {
        context.setPropertyResolved(true);
        if (delegates.containsKey(name)) {
            return delegates.get(name);
        }
        if (name.equals("execution")) {
            return scope instanceof DelegateTask task ? task.getExecution() : scope;
        }
        if (name.equals("task") && scope instanceof DelegateTask) {
            return scope;
        }
        if (name.equals("authenticatedUserId")) {
            return Context.getCommandContext().getAuthenticatedUserId();
        }
        if (scope.hasVariable(name)) {
            return scope.getVariable(name);
        }
        context.setPropertyResolved(false);
        return null;
    }

    private static Object part(Object base, Object property) {
        if (base instanceof DelegateTask task && TASK.containsKey(property)) {
            return TASK.get(property).apply(task);
        }
        if (base instanceof DelegateExecution execution && EXECUTION.containsKey(property)) {
            return EXECUTION.get(property).apply(execution);
        }
        if (base instanceof Map<?, ?> map) {
            return map.get(property);
        }
        if (base instanceof List<?> list && property instanceof Number index) {
            return index.intValue() >= 0 && index.intValue() < list.size() ? list.get(index.intValue()) : null;
        }
        if (base instanceof Date date && "time".equals(property)) {
            return date.getTime();
        }
        throw new PropertyNotFoundException("an expression can't read '" + property + "'");
    }

    @Override
    public Object invoke(ELContext context, Object base, Object method, Class<?>[] types, Object[] parameters) {
        if (base instanceof DateTime date && DATE_CALLS.contains(String.valueOf(method))) {
            context.setPropertyResolved(true);
            return call(date, method.toString(), parameters == null ? new Object[0] : parameters);
        }
        throw new MethodNotFoundException("an expression can't call '" + method + "'");
    }

    private static Object call(DateTime date, String method, Object[] parameters) {
        try {
            if (parameters.length == 0) {
                return DateTime.class.getMethod(method).invoke(date);
            }
            return DateTime.class
                    .getMethod(method, int.class)
                    .invoke(date, Math.toIntExact(((Number) parameters[0]).longValue()));
        } catch (ReflectiveOperationException | ClassCastException | ArithmeticException e) {
            throw new MethodNotFoundException("'" + method + "' takes one whole number", e);
        }
    }

    @Override
    public void setValue(ELContext context, Object base, Object property, Object value) {
        throw new PropertyNotWritableException("an expression can't write '" + property + "'");
    }

    @Override
    public boolean isReadOnly(ELContext context, Object base, Object property) {
        return true;
    }

    @Override
    public Class<?> getType(ELContext context, Object base, Object property) {
        return Object.class;
    }

    @Override
    public Class<?> getCommonPropertyType(ELContext context, Object base) {
        return Object.class;
    }

    @Override
    public Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, Object base) {
        return null;
    }
}
