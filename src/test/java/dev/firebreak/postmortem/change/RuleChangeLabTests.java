package dev.firebreak.postmortem.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.Lab;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rules are checked by a real Prometheus, come into force, and go again. */
@Lab(
        value = {"PROMETHEUS_URL", "PROMETHEUS_RULES"},
        alone = "PROMETHEUS_RULES")
@Tag("A117")
class RuleChangeLabTests {

    private static final String NAME = "firebreak-action-7.yml";

    private Path folder;
    private RuleChange changes;

    @BeforeEach
    void prometheus() {
        folder = Path.of(Lab.Settings.of("PROMETHEUS_RULES"));
        changes = new RuleChange(
                new ChangeSettings(folder, URI.create(Lab.Settings.of("PROMETHEUS_URL")), List.of()),
                new ObjectMapper());
    }

    @AfterEach
    void nothingStays() throws IOException {
        Files.deleteIfExists(folder.resolve(NAME));
    }

    @Test
    void aRuleIsCheckedLoadedVerifiedAndRemoved() throws IOException {
        var change = rule("LearnedFromTheLab", "up == 0");
        assertThat(changes.check(change).said())
                .contains("Prometheus understands the rule.", "LearnedFromTheLab would");

        var made = changes.apply(change);
        assertThat(made.said()).isEqualTo("LearnedFromTheLab in force: Prometheus has loaded " + NAME);
        assertThat(changes.apply(change).isDone()).isTrue();

        assertThat(changes.undo(Changes.of("monitoring", NAME, null, change.content(), null, made.written()))
                        .said())
                .isEqualTo("LearnedFromTheLab removed");
        assertThat(folder.resolve(NAME)).doesNotExist();
    }

    @Test
    void aRuleThatNeverFiresIsSaid() throws IOException {
        assertThat(changes.check(rule("NeverThere", "no_such_metric_of_the_lab > 1"))
                        .said())
                .contains("NeverThere would not have fired on the last day: check that its metrics exist.");
    }

    @Test
    void anExpressionThatPrometheusDoesNotUnderstandIsRefusedBeforeAnythingIsWritten() {
        assertThatThrownBy(() -> changes.check(rule("Broken", "sum(up"))).hasMessageContaining("Broken");
        assertThat(folder.resolve(NAME)).doesNotExist();
    }

    @Test
    void aFileThatPrometheusRefusesIsRolledBack() throws IOException {
        // Our own check leaves the duration to Prometheus.
        var change = Changes.of(
                "monitoring",
                NAME,
                null,
                "groups:\n- name: x\n  rules:\n  - alert: Broken\n    expr: up\n    for: soon\n",
                null,
                null);

        var made = changes.apply(change);

        assertThat(made.isDone()).isFalse();
        assertThat(made.said()).startsWith("Rolled back: ");
        assertThat(folder.resolve(NAME)).doesNotExist();
    }

    private static ActionChange rule(String name, String expression) {
        var text = "groups:\n- name: learned\n  rules:\n  - alert: " + name + "\n    expr: " + expression + "\n";
        return Changes.of("monitoring", NAME, null, text, null, null);
    }
}
