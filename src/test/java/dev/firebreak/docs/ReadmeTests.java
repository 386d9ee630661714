package dev.firebreak.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** README names every HTTP call that people may make. */
class ReadmeTests {

    private static final Pattern CALL = Pattern.compile("people\\(\"([A-Z]+)\", \"(/api/[^\"*]+)\"");

    @Test
    void everyCallOfPeopleIsThere() {
        var calls = CALL.matcher(Repository.read(Repository.MAIN.resolve("dev/firebreak/access/http/HttpRules.java")))
                .results()
                .map(it -> new Call(it.group(1), it.group(2)))
                .toList();
        var lines = Repository.read(Path.of("README.md")).lines().toList();

        var missing = calls.stream().filter(call -> !call.isIn(lines)).toList();

        assertThat(calls).as("the rules are read").hasSizeGreaterThan(15);
        assertThat(missing).isEmpty();
    }

    private record Call(String method, String path) {

        /** README shortens {@code /api/incidents/{id}} to "…" in its table. */
        boolean isIn(List<String> lines) {
            var call = Pattern.compile("(?:" + Pattern.quote(path) + "|"
                    + Pattern.quote(path.replace("/api/incidents/{id}", "…")) + ")(?![\\w/-])");
            return lines.stream()
                    .anyMatch(
                            line -> line.contains(method) && call.matcher(line).find());
        }
    }
}
