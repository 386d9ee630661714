package dev.firebreak.engine.admission.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("H5")
class FeelAdmissionTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "symptom",
                "\"P1\"",
                "\"for every function, some external (pattern)\"",
                "0.5 * usersAffected + 3",
                "if servicesDown > 3 and (tier = \"tier-1\" or dataRisk = \"yes\") then \"P1\" else \"P2\"",
                "{limit: 5, double: limit + limit}.double",
                "lower case(symptom)",
                "contains(summary, \"disk\") and not(starts with(summary, \"test\"))",
                "service in (\"a\", \"b\")",
                "[1, 2, 3][1]",
                "[1, 2, 3][-1]",
                "date and time(\"2026-11-28T10:00:00Z\") + duration(\"PT5M\")",
                "string(servicesDown) + \" of \" + total // a comment with \"quotes\" and (brackets",
                "/* why */ 1",
                "`a name` + 1",
                "x between 1 and 5",
                "format.for",
                "null",
            })
    void ordinaryExpressionsAreAdmitted(String feel) {
        assertThat(FeelAdmission.expression(feel, FeelAdmission.UNKNOWN).refusal())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a\", \"b\"",
                "not(\"a\", \"b\")",
                ">= 3",
                "[1..5]",
                "]1..5[, ]6..7[",
                "? != true",
                "true",
                "contains(?, \"x\")",
                "< 0, > 3"
            })
    void ordinaryUnaryTestsAreAdmitted(String feel) {
        assertThat(FeelAdmission.unaryTests(feel, FeelAdmission.UNKNOWN).refusal())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for i in 1..1000000000 return i",
                "forx in 1..1000000000 return x",
                "\"\\\"\" + (for i in 1..1000000000 return \"a\")[1] + \"\\\"\"",
                "some i in x satisfies i > 1",
                "every i in x satisfies i > 1",
                "{f: function(x) x + 1}.f(1)",
                "function(a) external {java: {class: \"java.lang.System\", method signature: \"exit(int)\"}}",
                "matches(x, \"(a+)+$\")",
                "matches/**/(x, \"(.*a){20}b\")",
                "matches // comment\n(x, \"a\")",
                "replace(x, \"a\", \"b\")",
                "split(x, \"a\")",
                "extract(x, \"a\")",
                "string join(x, x)",
                "decimal(1, 999999999)",
                "floor(1, 999999999)",
                "number(\"1e999999999\")",
                "10 ** 999999999",
                "x.f(1)",
                "x[item > 1]",
                "x[y]",
                "duplicate values(x)",
                "assert(x, false)",
                "1 +",
                "\"unclosed",
                "/* unclosed",
                "1\u200b",
            })
    void whatLoopsCallsOrGrowsIsRefused(String feel) {
        assertThat(FeelAdmission.expression(feel, FeelAdmission.UNKNOWN).refusal())
                .isPresent();
    }

    @ParameterizedTest
    @MethodSource("growing")
    void whatDoublesAgainAndAgainIsRefusedByItsSize(String feel) {
        assertThat(FeelAdmission.expression(feel, FeelAdmission.UNKNOWN).refusal())
                .hasValueSatisfying(
                        reason -> assertThat(reason).containsAnyOf("can grow", "can take", "too many parts"));
    }

    static Stream<String> growing() {
        return Stream.of(
                doubled("{a0:\"xxxxxxxx\"", "a%d:a%2$d+a%2$d", "}.a39"),
                doubled("{a0:[1]", "a%d:[a%2$d,a%2$d]", "}.a39"),
                doubled("{a0:10", "a%d:a%2$d*a%2$d", "}.a39"),
                doubled("{a0:{b:1}", "a%d:{b:a%2$d,c:a%2$d}", "}.a19"),
                "concatenate(" + String.join(",", Collections.nCopies(100, "x")) + ")",
                "x in " + "cellInput+cellInput in ".repeat(20) + "?");
    }

    private static String doubled(String start, String entry, String end) {
        var last = Integer.parseInt(end.replaceAll("\\D", ""));
        return IntStream.rangeClosed(1, last)
                .mapToObj(i -> entry.formatted(i, i - 1))
                .collect(Collectors.joining(",", start + ",", end));
    }

    /** Each of these kept the library's parser busy for hours, or overflowed the stack. */
    @ParameterizedTest
    @MethodSource("nested")
    void whatWouldKeepTheParserBusyIsRefusedAtOnce(String feel) {
        var start = System.nanoTime();

        assertThat(FeelAdmission.expression(feel, FeelAdmission.UNKNOWN).refusal())
                .isPresent();
        assertThat(FeelAdmission.unaryTests(feel, FeelAdmission.UNKNOWN).refusal())
                .isPresent();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    static List<String> nested() {
        return Stream.of(
                        "(",
                        "[",
                        "{a:",
                        "f((",
                        "f([",
                        "if (",
                        "f(]",
                        "1 in ]f(",
                        "[]f(",
                        "{)))))):((((((",
                        "x[",
                        "not(",
                        "1 in (",
                        "for x in (",
                        "(1..(",
                        "{a:]1..2[})",
                        "if 1 then ",
                        "1 in ",
                        "-(",
                        "in(",
                        "`)`(",
                        "\")\"+(",
                        "/*)*/(")
                .map(unit -> unit.repeat(990 / unit.length()))
                .toList();
    }

    /** The limit of the nesting leaves room for what people write, and the worst text below it is read fast. */
    @Test
    void theWorstAdmittedNestingIsReadFast() {
        for (var unit : List.of("(", "f((", "f(]", "if (", "f([", "1 in (")) {
            for (var times = 1; times < 8; times++) {
                var start = System.nanoTime();
                FeelAdmission.expression(unit.repeat(times) + "1+".repeat(20), FeelAdmission.UNKNOWN);
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .as(unit + times)
                        .isLessThan(Duration.ofSeconds(5));
            }
        }
    }
}
