package dev.firebreak.logwatch.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.logwatch.rule.LogRule;
import dev.firebreak.logwatch.rule.RuleFile.Entry;
import dev.firebreak.logwatch.rule.RuleReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines are found by literals, and their time is read. */
class LineScannerTests {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    /** Against a search that looks at each byte. */
    @Test
    void theSearchFindsWhatASimpleOneFinds() {
        var random = new Random(11);
        for (var n = 0; n < 3_000; n++) {
            var words = new ArrayList<List<String>>();
            for (var word = 0; word < 1 + random.nextInt(4); word++) {
                words.add(List.of(letters(random, 3 + random.nextInt(8))));
            }
            var text = letters(random, random.nextInt(60)).getBytes(StandardCharsets.UTF_8);
            var search = new LiteralSearch(words);

            assertThat(search.next(text, 0, text.length)).isEqualTo(simple(words, text));
            for (var owner = 0; owner < words.size(); owner++) {
                assertThat(search.owners(text, 0, text.length).get(owner))
                        .isEqualTo(simple(List.of(words.get(owner)), text) >= 0);
            }
        }
    }

    private static String letters(Random random, int length) {
        var text = new StringBuilder();
        for (var n = 0; n < length; n++) {
            text.append("abAB".charAt(random.nextInt(4)));
        }
        return text.toString();
    }

    private static int simple(List<List<String>> words, byte[] text) {
        var lower = new String(text, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        return words.stream()
                .mapToInt(word -> lower.indexOf(word.get(0).toLowerCase(Locale.ROOT)))
                .filter(at -> at >= 0)
                .min()
                .orElse(-1);
    }

    @Test
    void linesAreCountedAndFoundOnce() {
        var rules = rules("""
                rules:
                  - {name: a, title: A, contains: [alpha], pattern: 'alpha', severity: low, counts: [alpha], ignores: [b]}
                  - {name: b, title: B, contains: [beta, bet], pattern: 'beta (?P<x>.)?', severity: low, counts: [beta ], ignores: [b]}
                """);
        var text = "ALPHA\nalpha beta 1 alpha\n\nnone\nbeta \r\nalpha".getBytes(StandardCharsets.UTF_8);
        var found = new ArrayList<String>();

        var lines = new LineScanner(rules)
                .scan(text, 0, text.length, match -> found.add(match.rule().name() + match.fields()));

        assertThat(lines).isEqualTo(5);
        assertThat(found).containsExactly("a{}", "b{x=1}", "b{}", "a{}");
    }

    private static List<LogRule> rules(String yaml) {
        return RuleReader.read("f", "s", yaml).entries().stream()
                .map(Entry::rule)
                .toList();
    }

    @Test
    void patternsMatchCatastrophicTextInLinearTime() {
        var rules = rules("""
                rules:
                  - {name: a, title: A, contains: [aaa], pattern: '(a+)+$', severity: low, counts: [aaa], ignores: [b]}
                """);
        var text = ("a".repeat(16_000) + "!").getBytes(StandardCharsets.UTF_8);
        var began = System.nanoTime();

        new LineScanner(rules).scan(text, 0, text.length, match -> {});

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-29T11:59:58.123Z app: x                            | 2026-11-29T11:59:58Z",
                "2026-11-29 11:59:58,123 INFO x                             | 2026-11-29T10:59:58Z",
                "2026-11-29 11:59:58.123 UTC [77] LOG:  x                   | 2026-11-29T11:59:58Z",
                "2026-11-29T11:59:58+0200 x                                 | 2026-11-29T09:59:58Z",
                "2026/11/29 11:59:58 [error] 31#31: x                       | 2026-11-29T10:59:58Z",
                "Nov 29 11:59:58 web sshd[1]: x                             | 2026-11-29T10:59:58Z",
                "<34>Nov  9 11:59:58 web sshd[1]: x                         | 2026-11-09T10:59:58Z",
                "Dec 31 23:59:58 web sshd[1]: x                             | 2025-12-31T22:59:58Z",
                "10.0.0.7 - - [29/Nov/2026:11:59:58 +0000] \"GET /\"        | 2026-11-29T11:59:58Z",
                "[Sun Nov 29 11:59:58.123456 2026] [core:error] x           | 2026-11-29T10:59:58Z",
                "2026-13-45 99:99:99 x                                      | ",
                "2027-11-29T11:59:58Z in the future                         | ",
                "[12345.678901] kernel                                      | "
            })
    void theTimeOfALineIsRead(String line, Instant time) {
        assertThat(LineTime.of(line, ZoneId.of("Europe/Berlin"), NOW)
                        .map(at -> at.truncatedTo(ChronoUnit.SECONDS))
                        .orElse(null))
                .isEqualTo(time);
    }
}
