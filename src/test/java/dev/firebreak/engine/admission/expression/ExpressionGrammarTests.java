package dev.firebreak.engine.admission.expression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionGrammarTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain text",
                "",
                "${commander}",
                "#{execution.processBusinessKey}",
                "INC ${incidentId} of ${service}",
                "${stabilised}",
                "${not stabilised}",
                "${!stabilised && approval == 'one' || (levels > 2 and not empty commander)}",
                "${targets.acknowledgeWithin}",
                "${pageLevel <= 3.5}",
                "${false}",
                "${-1 < x}",
                "${x ? 1 : 2}",
                "${severity == 'P1' ? 100 : (severity == 'P2' ? 80 : 60)}",
                "costs 5$ {sic}",
            })
    void namesAndComparisonsAreGood(String value) {
        assertThat(ExpressionGrammar.accepts(value)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${x()}",
                "${x.y()}",
                "${''.getClass()}",
                "${x.class}",
                "${x['class']}",
                "${x[0]}",
                "${x = 1}",
                "${x + 1}",
                "${x ? 1}",
                "${x ? : 2}",
                "${x ? 1 :}",
                "${x : 2}",
                "${x ?? 1 : 2}",
                "${x ?: 2}",
                "${x ? f() : 2}",
                "${x ? ns:f() : 2}",
                "${x; y}",
                "${a, b}",
                "${ns:f()}",
                "${x -> y}",
                "${}",
                "${ }",
                "${x",
                "${x.}",
                "${x y}",
                "${.x}",
                "${(x}",
                "${x)}",
                "${x ==}",
                "${== x}",
                "${'a' 'b'}",
                "${'\\'}",
                "${\"a\\\" + evil() + \\\"b\"}",
                "#{x()}",
                "good ${x} bad ${x()}",
                "\\${x()}",
                "${'}'.x()}",
                "${x.getClass}",
                "${x instanceof y}",
                "${$x}",
                "${ü}",
                "${x\u0000}",
            })
    void everythingElseIsRefused(String value) {
        assertThat(ExpressionGrammar.accepts(value)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 10_000})
    void deepOrLongExpressionsAreRefused(int times) {
        assertThat(ExpressionGrammar.accepts("${" + "(".repeat(times) + "x" + ")".repeat(times) + "}"))
                .isFalse();
        assertThat(ExpressionGrammar.accepts("${" + "!".repeat(times * 20) + "x}"))
                .isFalse();
    }
}
