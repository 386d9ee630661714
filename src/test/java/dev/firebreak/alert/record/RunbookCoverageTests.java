package dev.firebreak.alert.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.lifecycle.DecisionTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How far runbooks are selected by the names that public rule sets give their alerts. */
class RunbookCoverageTests {

    private final DecisionTable selectRunbook = new DecisionTable("select-runbook");
    private final DecisionTable resolveSymptom = new DecisionTable("select-runbook", "resolve-symptom");

    private record Name(String kind, String alert) {

        String symptom() {
            return AlertSummary.kebab(alert);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PostgresqlTooManyConnections", "PostgresqlNotEnoughConnections", "PgbouncerMaxConnections"})
    void thePublicNamesOfAFullPoolSelectItsRunbook(String alert) {
        assertThat(runbook(new Name("postgres", alert))).isEqualTo("postgres-connection-pool-exhausted");
    }

    @Test
    void mostPublicNamesReachASymptomAndEveryRunbookExists() throws IOException {
        var names = names();
        var known = names.stream().filter(this::isKnown).count();
        var runbooks = names.stream()
                .map(this::runbook)
                .filter(runbook -> !"none".equals(runbook))
                .toList();
        var report = "%d of %d public names of alerts reach a symptom, %d reach a runbook%n"
                .formatted(known, names.size(), runbooks.size());
        System.out.print(report);
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/runbook-coverage.txt"), report + unknown(names));

        assertThat(known).isGreaterThan(names.size() * 3L / 4);
        assertThat(runbooks)
                .isNotEmpty()
                .allSatisfy(runbook ->
                        assertThat(Path.of("runbooks", runbook + ".bpmn")).exists());
    }

    private String unknown(List<Name> names) {
        return String.join(
                "",
                names.stream()
                        .filter(name -> !isKnown(name))
                        .map(name -> "no symptom: " + name.kind() + " " + name.alert() + "\n")
                        .toList());
    }

    /** Whether the alias table has a word of ours for the name. */
    private boolean isKnown(Name name) {
        return !resolveSymptom
                .decide(Map.of("symptom", name.symptom()))
                .get("canonicalSymptom")
                .equals(name.symptom());
    }

    private String runbook(Name name) {
        return selectRunbook
                .decide(Map.of("serviceKind", name.kind(), "symptom", name.symptom()))
                .get("runbook")
                .toString();
    }

    private static List<Name> names() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/alerts/public-alert-names.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" "))
                .map(words -> new Name(words[0], words[1]))
                .toList();
    }
}
