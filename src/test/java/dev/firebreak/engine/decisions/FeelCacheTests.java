package dev.firebreak.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeelCacheTests {

    private static final FeelEngine FEEL = new ScalaFeelEngineFactory().createInstance();
    private static final List<Object> INPUTS = new ArrayList<>(
            List.of("P1", "P2", "", "-", "1", "x".repeat(300), 1, 1L, 1.0, 0, -3, 2.5, true, false, List.of("P1")));

    static {
        INPUTS.add(null);
    }

    private final Counted feel = new Counted();
    private final FeelEngine remembering = new FeelCache(feel, new EvaluationWatch(Duration.ofMinutes(1), 1L << 40));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-",
                "\"P1\"",
                "\"P1\",\"P2\"",
                "not(\"P1\")",
                "not(\"P1\", \"P2\")",
                " not( \"P1\" ) ",
                ">= 1",
                "< 0",
                "1",
                "-3",
                "2.5",
                "true",
                "not(true)",
                "> 0, < -1",
                "[1..3]",
                "? = \"P1\"",
                "null",
                "starts with(?, \"P\")",
                "limit",
                "<limit",
                "not(limit)"
            })
    void answersAsTheLibraryDoesTheFirstAndTheSecondTime(String cell) {
        for (var input : INPUTS) {
            var expected = answer(FEEL, cell, input);

            assertThat(answer(remembering, cell, input))
                    .as("%s of %s", cell, input)
                    .isEqualTo(expected);
            assertThat(answer(remembering, cell, input))
                    .as("%s of %s", cell, input)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "input",
                "limit",
                "unknown",
                "input + limit",
                "\"P1\"",
                "-1",
                "2.50",
                "false",
                "null",
                "if",
                "string(input)"
            })
    void saysAsTheLibraryDoesTheFirstAndTheSecondTime(String expression) {
        for (var input : INPUTS) {
            var expected = said(FEEL, expression, input);

            assertThat(said(remembering, expression, input))
                    .as("%s of %s", expression, input)
                    .isEqualTo(expected);
            assertThat(said(remembering, expression, input))
                    .as("%s of %s", expression, input)
                    .isEqualTo(expected);
        }
    }

    @Test
    void isAskedOnceForACellOfLiteralsAndAnInput() {
        for (var round = 0; round < 3; round++) {
            answer(remembering, "not(\"P1\")", "P2");
            answer(remembering, "not(\"P1\")", "P1");
            remembering.evaluateSimpleExpression("\"PT15M\"", context("P1"));
            remembering.evaluateSimpleExpression("input", context("P1"));
            remembering.evaluateSimpleExpression("input", context("P2"));
        }

        assertThat(feel.asked).isEqualTo(5);
    }

    @Test
    void theSameTextMayBeATestAndAValue() {
        assertThat(remembering.<String>evaluateSimpleExpression("\"P1\"", context(null)))
                .isEqualTo("P1");
        assertThat(answer(remembering, "\"P1\"", null)).isFalse();
        assertThat(remembering.<String>evaluateSimpleExpression("\"P1\"", context(null)))
                .isEqualTo("P1");
    }

    @Test
    void whatNamesAVariableIsAskedEveryTime() {
        var cell = "limit";

        assertThat(remembering.evaluateSimpleUnaryTests(cell, "input", context("P1", "P1")))
                .isTrue();
        assertThat(remembering.evaluateSimpleUnaryTests(cell, "input", context("P1", "P2")))
                .isFalse();
        assertThat(remembering.<String>evaluateSimpleExpression(cell, context("P1", "a")))
                .isEqualTo("a");
        assertThat(remembering.<String>evaluateSimpleExpression(cell, context("P1", "b")))
                .isEqualTo("b");
    }

    @Test
    void whatTheLibraryRefusesIsRefusedEveryTime() {
        for (var round = 0; round < 2; round++) {
            assertThatThrownBy(() -> answer(remembering, "not(", "P1")).hasMessageContaining("FEEL");
        }
    }

    @Test
    void countlessInputsDoNotFillTheMemory() {
        for (var n = 0; n < 21_000; n++) {
            answer(remembering, ">= 1", n);
        }

        assertThat(remembering).extracting("answers").asInstanceOf(MAP).hasSizeLessThanOrEqualTo(20_000);
    }

    private static boolean answer(FeelEngine engine, String cell, Object input) {
        return engine.evaluateSimpleUnaryTests(cell, "input", context(input));
    }

    private static Object said(FeelEngine engine, String expression, Object input) {
        try {
            return engine.evaluateSimpleExpression(expression, context(input));
        } catch (FeelException e) {
            return e.getMessage();
        }
    }

    private static VariableContext context(Object input) {
        return context(input, "P1");
    }

    private static VariableContext context(Object input, Object limit) {
        return Variables.createVariables()
                .putValue("input", input)
                .putValue("limit", limit)
                .asVariableContext();
    }

    /** The real FEEL engine, with a counter of its evaluations. */
    private static final class Counted implements FeelEngine {

        private int asked;

        @Override
        public <T> T evaluateSimpleExpression(String expression, VariableContext variables) {
            asked++;
            return FEEL.evaluateSimpleExpression(expression, variables);
        }

        @Override
        public boolean evaluateSimpleUnaryTests(String tests, String inputVariable, VariableContext variables) {
            asked++;
            return FEEL.evaluateSimpleUnaryTests(tests, inputVariable, variables);
        }
    }
}
