package dev.firebreak.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.camunda.bpm.engine.delegate.VariableScope;

/**
 * A process variable with its name and type. In the engine it is a string, a number or a boolean.
 *
 * @param <T> what Java sees
 */
public final class Variable<T> {

    private final String name;
    private final Function<Object, T> read;
    private final Function<T, Object> write;

    private Variable(String name, Function<Object, T> read, Function<T, Object> write) {
        this.name = name;
        this.read = read;
        this.write = write;
    }

    public static Variable<String> text(String name) {
        return text(name, text -> text);
    }

    public static <T> Variable<T> text(String name, Function<String, T> parse) {
        return new Variable<>(name, raw -> parse.apply(raw.toString()), Object::toString);
    }

    public static Variable<Boolean> flag(String name) {
        return new Variable<>(name, raw -> Boolean.valueOf(raw.toString()), value -> value);
    }

    public static Variable<Long> number(String name) {
        return new Variable<>(
                name, raw -> raw instanceof Number n ? n.longValue() : Long.valueOf(raw.toString()), value -> value);
    }

    public static Variable<Duration> duration(String name) {
        return text(name, Duration::parse);
    }

    public static Variable<Instant> instant(String name) {
        return text(name, Instant::parse);
    }

    public String name() {
        return name;
    }

    /** The value, or null where the variable is missing or empty. */
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
