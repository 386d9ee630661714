package dev.firebreak.engine.decisions;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.engine.variable.context.VariableContext;

/**
 * Caches FEEL results for cells of literals, and for cells that are one variable name, by cell text and input. The
 * library parses every cell and builds its seventy functions on each evaluation, which took half of the time to start
 * an incident. Cells that call a function or name several variables are always evaluated by the library.
 */
final class FeelCache implements FeelEngine {

    /** Entries; enough for every cell of fifty decisions with twenty inputs each. A full cache is cleared. */
    private static final int MAX_ENTRIES = 20_000;

    private static final int MAX_INPUT_LENGTH = 100;

    private final FeelEngine feel;
    private final EvaluationWatch watch;
    private final Map<Key, Object> answers = new ConcurrentHashMap<>();

    FeelCache(FeelEngine feel, EvaluationWatch watch) {
        this.feel = feel;
        this.watch = watch;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T evaluateSimpleExpression(String expression, VariableContext variables) {
        var input = FeelLiterals.name(expression) ? value(expression, variables) : null;
        if (!(FeelLiterals.value(expression) || input != null && plain(input))) {
            return watch.computing(() -> feel.evaluateSimpleExpression(expression, variables));
        }
        return (T)
                cached(new Key(false, expression, input), () -> feel.evaluateSimpleExpression(expression, variables));
    }

    @Override
    public boolean evaluateSimpleUnaryTests(String tests, String inputVariable, VariableContext variables) {
        var input = value(inputVariable, variables);
        if (!plain(input) || !FeelLiterals.cell(tests)) {
            return watch.computing(() -> feel.evaluateSimpleUnaryTests(tests, inputVariable, variables));
        }
        return (boolean) cached(
                new Key(true, tests, input), () -> feel.evaluateSimpleUnaryTests(tests, inputVariable, variables));
    }

    private static Object value(String name, VariableContext variables) {
        var value = variables.resolve(name);
        return value == null ? null : value.getValue();
    }

    private Object cached(Key key, Supplier<Object> feel) {
        var known = answers.get(key);
        if (known != null) {
            return known;
        }
        var answer = watch.computing(feel);
        if (answers.size() >= MAX_ENTRIES) {
            answers.clear();
        }
        if (answer != null) {
            answers.put(key, answer);
        }
        return answer;
    }

    private static boolean plain(Object input) {
        return input == null
                || input instanceof Boolean
                || input instanceof Integer
                || input instanceof Long
                || input instanceof Double
                || input instanceof String text && text.length() <= MAX_INPUT_LENGTH;
    }

    /**
     * A cache key.
     *
     * @param test whether the text is an input cell (a unary test), not an output value
     * @param input compared by {@code equals}: the same number in another type is another input
     */
    private record Key(boolean test, String text, Object input) {}
}
