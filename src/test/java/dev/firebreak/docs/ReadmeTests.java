package dev.firebreak.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** api.md names every HTTP call that people may make, and README some of them in the same words. */
class ReadmeTests {

    private static final Pattern CALL = Pattern.compile("people\\(\"([A-Z]+)\", \"(/api/[^\"*]+)\"");

    private final List<Call> calls = CALL.matcher(
                    Repository.read(Repository.MAIN.resolve("dev/firebreak/access/http/HttpRules.java")))
            .results()
            .map(it -> new Call(it.group(1), it.group(2)))
            .toList();
    private final List<String> api =
            Repository.read(Repository.DOCS.resolve("api.md")).lines().toList();

    @Test
    void everyCallOfPeopleIsThere() {
        assertThat(calls).as("the rules are read").hasSizeGreaterThan(15);
        assertThat(missingIn(api)).isEmpty();
    }

    @Test
    void aCallThatIsMissingIsFound() {
        var without = api.stream().filter(line -> !line.contains("/api/freeze")).toList();

        assertThat(missingIn(without)).extracting(Call::path).containsOnly("/api/freeze");
    }

    @Test
    void theCallsOfTheReadmeAreThoseOfTheApi() {
        assertThat(Repository.read(Path.of("README.md")).lines())
                .filteredOn(line -> line.startsWith("| ") && line.endsWith("commander |"))
                .hasSizeGreaterThan(3)
                .isSubsetOf(api);
    }

    private List<Call> missingIn(List<String> lines) {
        return calls.stream().filter(call -> !call.isIn(lines)).toList();
    }

    private record Call(String method, String path) {

        /** The page shortens {@code /api/incidents/{id}} to "…" in its tables. */
        boolean isIn(List<String> lines) {
            var call = Pattern.compile("(?:" + Pattern.quote(path) + "|"
                    + Pattern.quote(path.replace("/api/incidents/{id}", "…")) + ")(?![\\w/-])");
            return lines.stream()
                    .anyMatch(
                            line -> line.contains(method) && call.matcher(line).find());
        }
    }
}
