package dev.firebreak.logwatch.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.incident.Severity;
import dev.firebreak.logwatch.rule.LogRule;
import dev.firebreak.logwatch.rule.Rate;
import dev.firebreak.logwatch.scan.Match;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people see of a line holds no secrets and nobody's data. */
@Tag("A029")
class ShownTextTests {

    private static final Rate ONE = new Rate(1, Duration.ofMinutes(1));

    private final ShownText shown = new ShownText(text -> text.replace("s3cret", "***"));

    private static Match match(String line, Map<String, String> fields) {
        var rule = new LogRule(
                "s",
                "r",
                "R",
                List.of(),
                null,
                List.of(),
                Severity.P3,
                ONE,
                List.of("user", "address"),
                Set.of("user"),
                ONE,
                Duration.ofMinutes(1),
                null);
        return new Match(rule, line, fields);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mail to ann.b+x@example.org failed           | mail to ***@example.org failed",
                "paid with 4111 1111 1111 1111 today          | paid with *** today",
                "order 4111111111111112 is no card            | order 4111111111111112 is no card",
                "token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx.abc  | token ***",
                "key AKIAIOSFODNN7EXAMPLE leaked              | key *** leaked",
                "-----BEGIN RSA PRIVATE KEY----- MIIE         | ***",
                "value s3cret                                 | value ***"
            })
    void personalDataAndKeysAreMasked(String line, String expected) {
        assertThat(shown.line(match(line, Map.of()))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Failed password for hunter2 from 203.0.113.7 | hunter2 | Failed password for *** from 203.0.113.7",
                "Failed password for a from 203.0.113.7       | a       | Failed password for *** from 203.0.113.7",
                "login $1\\ of $1\\                           | $1\\    | login *** of ***"
            })
    void aFieldThatIsHiddenIsSeenByNobody(String line, String user, String expected) {
        var match = match(line, Map.of("user", user, "address", "203.0.113.7"));

        assertThat(shown.line(match)).isEqualTo(expected);
        assertThat(shown.values(match)).containsExactly("***", "203.0.113.7");
    }
}
