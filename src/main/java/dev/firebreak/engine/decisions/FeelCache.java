package dev.firebreak.engine.decisions;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.engine.variable.context.VariableContext;

/**
 * Asks the FEEL engine once for a cell of literals, or a variable by its name, and an input, and remembers the answer. The
 * library parses every cell and builds its seventy functions anew each time it is asked: half of what the start of an
 * incident cost. Whatever calls a function or names more than one variable goes to the library every time.
 */
final class FeelCache implements FeelEngine {

    /** Enough for every cell of fifty decisions with twenty inputs each; when full, all is forgotten. */
    private static final int MOST = 20_000;

    private static final int LONGEST_INPUT = 100;

    private final FeelEngine feel;
    private final Map<Asked, Object> answers = new ConcurrentHashMap<>();

    FeelCache(FeelEngine feel) {
        this.feel = feel;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T evaluateSimpleExpression(String expression, VariableContext variables) {
        var input = FeelLiterals.name(expression) ? value(expression, variables) : null;
        if (!(FeelLiterals.value(expression) || input != null && plain(input))) {
            return feel.evaluateSimpleExpression(expression, variables);
        }
        return (T) remembered(
                new Asked(false, expression, input), () -> feel.evaluateSimpleExpression(expression, variables));
    }

    @Override
    public boolean evaluateSimpleUnaryTests(String tests, String inputVariable, VariableContext variables) {
        var input = value(inputVariable, variables);
        if (!plain(input) || !FeelLiterals.cell(tests)) {
            return feel.evaluateSimpleUnaryTests(tests, inputVariable, variables);
        }
        return (boolean) remembered(
                new Asked(true, tests, input), () -> feel.evaluateSimpleUnaryTests(tests, inputVariable, variables));
    }

    private static Object value(String name, VariableContext variables) {
        var value = variables.resolve(name);
        return value == null ? null : value.getValue();
    }

    private Object remembered(Asked asked, Supplier<Object> feel) {
        var known = answers.get(asked);
        if (known != null) {
            return known;
        }
        var answer = feel.get();
        if (answers.size() >= MOST) {
            answers.clear();
        }
        if (answer != null) {
            answers.put(asked, answer);
        }
        return answer;
    }

    private static boolean plain(Object input) {
        return input == null
                || input instanceof Boolean
                || input instanceof Integer
                || input instanceof Long
                || input instanceof Double
                || input instanceof String text && text.length() <= LONGEST_INPUT;
    }

    /** A test or a value. Numbers of different types are different inputs, as {@code equals} has it. */
    private record Asked(boolean test, String text, Object input) {}
}
