package dev.firebreak.runbook.definition;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.ParameterInvalid;
import jakarta.validation.Validator;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/**
 * Binds process variables to the parameter record of a step. The value of a component is looked up by its name: first
 * in the variables, then in the target's parameters as {@code topic.name}, then in its {@link DefaultValue}. A
 * component may be a String, int, long, boolean, Duration ({@code PT10M} or {@code 10m}), an enum, or a record with one
 * String component, whose constructor checks the format. Bean Validation annotations on components are checked.
 */
@Component
public class ParameterBinder {

    private final Validator validator;

    ParameterBinder(Validator validator) {
        this.validator = validator;
    }

    /**
     * Binds all components of the record.
     *
     * @throws ParameterInvalid with the name of the parameter
     */
    public <O extends Record> O bind(String topic, Class<O> type, Map<String, Object> variables, Target target) {
        var constructor = constructor(type);
        var arguments = Arrays.stream(constructor.getParameters())
                .map(component -> argument(topic, component, variables, target))
                .toArray();
        return checked(topic, build(topic, constructor, arguments));
    }

    /** The record's canonical constructor, because {@link DefaultValue} is present only on its parameters. */
    private static <O extends Record> Constructor<O> constructor(Class<O> type) {
        var types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object argument(String topic, Parameter component, Map<String, Object> variables, Target target) {
        var name = component.getName();
        var raw = raw(topic, component, variables, target);
        try {
            return ParameterParser.read(raw, component.getType());
        } catch (RuntimeException e) {
            throw new ParameterInvalid("Parameter " + name + " of " + topic + " is \"" + raw + "\": " + e.getMessage());
        }
    }

    private static String raw(String topic, Parameter component, Map<String, Object> variables, Target target) {
        var variable = variables.get(component.getName());
        if (variable != null && !variable.toString().isBlank()) {
            return variable.toString();
        }
        var configured = target == null ? null : target.parameters().get(topic + "." + component.getName());
        if (configured != null) {
            return configured;
        }
        var fallback = component.getAnnotation(DefaultValue.class);
        return fallback == null || fallback.value().length == 0 ? null : fallback.value()[0];
    }

    private static <O extends Record> O build(String topic, Constructor<O> constructor, Object[] arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            var why = e.getCause() == null ? e : e.getCause();
            throw new ParameterInvalid("The parameters of " + topic + " are invalid: " + why.getMessage());
        }
    }

    private <O extends Record> O checked(String topic, O order) {
        validator.validate(order).stream()
                .sorted((a, b) -> a.getPropertyPath()
                        .toString()
                        .compareTo(b.getPropertyPath().toString()))
                .findFirst()
                .ifPresent(wrong -> {
                    throw new ParameterInvalid("Parameter " + wrong.getPropertyPath() + " of " + topic + " "
                            + wrong.getMessage() + " (it is " + wrong.getInvalidValue() + ").");
                });
        return order;
    }
}
