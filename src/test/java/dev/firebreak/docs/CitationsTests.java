package dev.firebreak.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What code, tests, models and documents cite is in the repository, and guarantees.md and found.md name tests that exist. */
class CitationsTests {

    private static final Pattern TAG = Pattern.compile("@(?:net\\.jqwik\\.api\\.)?Tag\\(\"([A-H]\\d+)\"\\)");

    /** A class of stories, which pom.xml has to find by its name. */
    private static final Pattern STORIES = Pattern.compile(
            "^(?:@StoryTest|@Tag\\(\"apart\"\\)|(?:public )?class \\w+ extends PlayedTargetsStory\\b)",
            Pattern.MULTILINE);

    /** The annotations of one method, or of a field or class. */
    private static final Pattern ANNOTATIONS = Pattern.compile("(?:@[\\w.]+(?:\\([^)]*\\))?\\s+)++");

    private final Citations citations = Citations.ofTheRepository();
    private final GuaranteesPage page = GuaranteesPage.read();

    @Test
    void everyCitationResolves() {
        var wrong = new TreeMap<String, List<String>>();
        for (var file : Repository.textFiles()) {
            var unresolved = citations.unresolvedIn(file);
            if (!unresolved.isEmpty()) {
                wrong.put(file.toString(), unresolved);
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void everyLinkOfADocumentLeadsSomewhere() {
        var dead = new TreeMap<String, List<String>>();
        for (var file : Repository.markdown()) {
            var links = Citations.deadLinks(file, Repository.read(file));
            if (!links.isEmpty()) {
                dead.put(file.toString(), links);
            }
        }

        assertThat(dead).isEmpty();
    }

    @Test
    void everyTagHasARow() {
        var without = new TreeSet<>(tags().keySet());
        without.removeAll(page.rows().keySet());

        assertThat(without).isEmpty();
    }

    /** jqwik skips an example or a property that has JUnit's tag. */
    @Test
    void examplesAndPropertiesHaveJqwiksTag() {
        assertThat(Repository.java(Repository.TESTS))
                .filteredOn(file -> Repository.read(file).contains("import org.junit.jupiter.api.Tag;"))
                .isNotEmpty()
                .noneMatch(file -> ANNOTATIONS
                        .matcher(Repository.read(file))
                        .results()
                        .map(MatchResult::group)
                        .filter(all -> all.contains("@Example") || all.contains("@Property("))
                        .anyMatch(all -> all.contains("@Tag(")));
    }

    /** The execution "apart" of pom.xml looks at these names only, since to look at all classes takes three seconds. */
    @Test
    void storiesHaveNamesThatTheBuildLooksFor() {
        var pom = Repository.read(Path.of("pom.xml"));

        assertThat(Repository.java(Repository.TESTS))
                .filteredOn(file -> STORIES.matcher(Repository.read(file)).find())
                .extracting(file -> file.getFileName().toString())
                .hasSizeGreaterThan(25)
                .filteredOn(name -> name.endsWith("Tests.java") && !name.endsWith("LabTests.java"))
                .allMatch(name -> name.endsWith("StoryTests.java") || pom.contains("<include>**/" + name));
    }

    @Test
    void aRowNamesEveryClassThatCarriesItsTag() {
        var missing = new TreeMap<String, Set<String>>();
        tags().forEach((id, classes) -> {
            var unnamed = new TreeSet<>(classes);
            unnamed.removeAll(page.classesOf(id));
            if (!unnamed.isEmpty()) {
                missing.put(id, unnamed);
            }
        });

        assertThat(missing).isEmpty();
    }

    @Test
    void everyNamedTestExists() {
        var sources = new TreeMap<String, String>();
        Repository.java(Repository.TESTS).forEach(it -> sources.put(simpleName(it), Repository.read(it)));

        var found = GuaranteesPage.of(Repository.read(Repository.DOCS.resolve("found.md")))
                .tests();

        var missing = Stream.concat(page.tests().stream(), found.stream())
                .filter(test -> !isIn(sources, test))
                .toList();

        assertThat(page.tests()).as("the page is read").hasSizeGreaterThan(100);
        assertThat(found).as("the page of what was found is read").hasSizeGreaterThan(100);
        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "killed (guarantees.md D99)",
                "/** Slow\n * (guarantees.md\n * \"Step ledger\", B99). */",
                "see guarantees.md \"No such section\"",
                "stated in semantics.md",
                "decided in ADR 99",
                "once more (Z, D9) and then (D99)",
            })
    void aCitationThatLeadsNowhereIsFound(String text) {
        assertThat(citations.unresolved(text, true)).hasSize(1);
    }

    @Test
    void aCitationThatResolvesIsNoComplaint() {
        var text = "guarantees.md D9, guarantees.md \"Step ledger\", D9 and A036, (D9), ADR 3, src/docs/glossary.md";

        assertThat(citations.unresolved(text, true)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[x](no-such.md)", "[x](guarantees.md#d99)", "[x](#no-such-heading)"})
    void aDeadLinkIsFound(String text) {
        assertThat(Citations.deadLinks(Repository.DOCS.resolve("glossary.md"), text))
                .hasSize(1);
    }

    /** @param test a class, or {@code Class#method} */
    private static boolean isIn(Map<String, String> sources, String test) {
        var name = test.split("#");
        var source = sources.getOrDefault(name[0], "");
        return name.length == 1 ? !source.isEmpty() : source.contains(" " + name[1] + "(");
    }

    private static Map<String, Set<String>> tags() {
        var tags = new TreeMap<String, Set<String>>();
        for (var file : Repository.java(Repository.TESTS)) {
            TAG.matcher(Repository.read(file))
                    .results()
                    .forEach(it -> tags.computeIfAbsent(it.group(1), id -> new TreeSet<>())
                            .add(simpleName(file)));
        }
        return tags;
    }

    private static String simpleName(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }
}
