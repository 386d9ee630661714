package dev.firebreak.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.camunda.bpm.engine.delegate.VariableScope;

/**
 * A typed process variable. The engine stores a string, a number or a boolean.
 *
 * @param <T> the type in Java
 */
public final class ProcessVariable<T> {

    private final String name;
    private final Function<Object, T> read;
    private final Function<T, Object> write;

    private ProcessVariable(String name, Function<Object, T> read, Function<T, Object> write) {
        this.name = name;
        this.read = read;
        this.write = write;
    }

    public static ProcessVariable<String> text(String name) {
        return text(name, text -> text);
    }

    public static <T> ProcessVariable<T> text(String name, Function<String, T> parse) {
        return new ProcessVariable<>(name, raw -> parse.apply(raw.toString()), Object::toString);
    }

    public static ProcessVariable<Boolean> flag(String name) {
        return new ProcessVariable<>(name, raw -> Boolean.valueOf(raw.toString()), value -> value);
    }

    public static ProcessVariable<Long> number(String name) {
        return new ProcessVariable<>(
                name, raw -> raw instanceof Number n ? n.longValue() : Long.valueOf(raw.toString()), value -> value);
    }

    public static ProcessVariable<Duration> duration(String name) {
        return text(name, Duration::parse);
    }

    public static ProcessVariable<Instant> instant(String name) {
        return text(name, Instant::parse);
    }

    public String name() {
        return name;
    }

    /** The value, or null if the variable is missing or empty. */
    public T in(VariableScope scope) {
        return from(scope.getVariable(name));
    }

    public T from(Object raw) {
        return raw == null || raw.toString().isEmpty() ? null : read.apply(raw);
    }

    public void set(VariableScope scope, T value) {
        scope.setVariable(name, raw(value));
    }

    public Object raw(T value) {
        return value == null ? null : write.apply(value);
    }
}
