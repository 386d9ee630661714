package dev.firebreak.engine.admission.expression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("H5")
class FormExpressionTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alertsFiring > 0",
                "not(alertsFiring > 0)",
                "resolutionDecision = \"not-yet\"",
                "if severity = \"P1\" then \"at once\" else \"soon\"",
                "contains(summary, \"disk\") and count(alerts) > 1",
                "severity in (\"P1\", \"P2\")",
                "a / b - 1.5 * c.d",
            })
    void comparisonsAreAdmitted(String text) {
        assertThat(FormExpression.refusal(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for i in 1..1000000000 return i",
                "count(for i in x return i) > 1",
                "some i in [1,2] satisfies i > 1",
                "1..1000000000",
                "[1,2]",
                "{a: 1}",
                "matches(x, \"(a+)+$\")",
                "string join(x, y)",
                "x /* \" */ + for",
                "x // y",
                "\"\\\"\" + for + \"\\\"\"",
                "2 ** 1000",
                "a.for.matches(x)",
                "`for`",
                "ü",
            })
    void whatRepeatsIsRefused(String text) {
        assertThat(FormExpression.refusal(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[A-Z]{3}-\\d{4}", "^\\+?[0-9 ]{5,20}$", "\\w+@\\w+\\.org", "INC-[0-9]{8}-[0-9]{6}-[0-9]{3}", ""
            })
    void patternsThatCantBacktrackForLongAreAdmitted(String pattern) {
        assertThat(FormExpression.patternRefusal(pattern)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a+)+$",
                "(.*a){20}b",
                "a*a*a*b",
                "a?a?a?a?a?a?a?a?aaaaaaaa",
                "a{1,999}a{1,999}a{1,999}b",
                "(a|aa)+$",
                "(?=a)b",
                "\\1",
                "[[a]",
            })
    void patternsThatCanAreRefused(String pattern) {
        assertThat(FormExpression.patternRefusal(pattern)).isPresent();
    }
}
