package dev.firebreak.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every term of the glossary lives where the glossary says. */
class GlossaryTests {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]+) \\| ([^|]+) \\| `([^`|]+)` \\|$");

    private final List<MatchResult> rows = ROW.matcher(Repository.read(Repository.DOCS.resolve("glossary.md")))
            .results()
            .toList();

    @Test
    void everyTermIsWhereItsRowSays() {
        var lost = rows.stream()
                .filter(row -> !exists(row.group(3)))
                .map(row -> row.group(1) + ": " + row.group(3))
                .toList();

        assertThat(rows).as("the page is read").hasSizeGreaterThan(60);
        assertThat(lost).isEmpty();
    }

    @Test
    void everyTermIsExplainedOnce() {
        assertThat(rows).extracting(row -> row.group(1)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alert.NoSuchClass", "no.such.package", "processes/no-such-model.bpmn"})
    void aTermThatLivesNowhereIsFound(String place) {
        assertThat(exists(place)).isFalse();
    }

    private static boolean exists(String place) {
        var path = place.replace('.', '/');
        var root = Repository.MAIN.resolve("dev/firebreak");
        return Files.isRegularFile(root.resolve(path + ".java"))
                || Files.isRegularFile(root.resolve(path + "/package-info.java"))
                || Files.isRegularFile(Path.of(place));
    }
}
