package dev.firebreak.probe.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.CatalogGuard.Objection;
import dev.firebreak.catalog.Target;
import dev.firebreak.probe.CheckResult;
import dev.firebreak.probe.ProbeKind;
import dev.firebreak.reload.ReloadRefused;
import dev.firebreak.text.yaml.YamlFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of declarations that change while Firebreak runs. */
class CurrentDeclarationsTests {

    private static final String DISK = "probes: {disk: {kind: played, target: orders-db, service: orders}}";

    @TempDir
    private Path folder;

    private static final class PlayedKind implements ProbeKind {

        @Override
        public String name() {
            return "played";
        }

        @Override
        public List<String> fields() {
            return List.of("target");
        }

        @Override
        public String symptom() {
            return null;
        }

        @Override
        public Declared read(YamlFields fields) {
            var target = fields.text("target");
            return new Declared("at " + target, target, deadline -> CheckResult.passed("well"));
        }
    }

    private CurrentDeclarations started(String yaml) {
        write("a.yaml", yaml);
        return new CurrentDeclarations(
                new DeclarationFolder(new DeclarationsFixture(folder).settings(), List.of(new PlayedKind())));
    }

    private void write(String file, String yaml) {
        new DeclarationsFixture(folder).write(file, yaml);
    }

    @Test
    void aNewFileCountsWithoutARestart() {
        var declared = started(DISK);
        write("b.yaml", "probes: {queue: {kind: played, target: orders-db, service: orders}}");

        var prepared = declared.prepare(declared.read());
        assertThat(declared.get().probes()).containsOnlyKeys("disk");
        prepared.swap().run();

        assertThat(prepared.changes()).containsExactly("b.yaml added");
        assertThat(declared.get().probes()).containsOnlyKeys("disk", "queue");
        assertThat(declared.read().sha256()).isEqualTo(declared.inForce().sha256());
    }

    @Test
    void aMistakeKeepsAllAsTheyWere_andIsSaidWithFileLineAndColumn() {
        var declared = started(DISK);
        write("a.yaml", "probes: {disk: {kind: plaid, target: orders-db, service: orders}}");

        var files = declared.read();

        assertThatThrownBy(() -> declared.prepare(files))
                .isInstanceOf(ReloadRefused.class)
                .hasMessageContaining("a.yaml:1:24");
        assertThat(declared.get().probes()).containsOnlyKeys("disk");
    }

    @Test
    void aFolderThatIsGoneIsAMistake_notTheEndOfAllChecks() throws IOException {
        var declared = started(DISK);
        Files.delete(folder.resolve("a.yaml"));

        assertThatThrownBy(declared::read)
                .isInstanceOf(ReloadRefused.class)
                .hasMessageContaining("the folder is gone or empty");
    }

    @Test
    void theTargetOfAProbeStaysInTheCatalogue() {
        var guard = new ProbeTargets(started(DISK));
        var with = catalog(
                Map.of("orders-db", new Target("orders-db", "postgres", null, false, false, Map.of(), Map.of())));
        var without = catalog(Map.of());

        assertThat(guard.objections(with, without))
                .extracting(Objection::path, Objection::why)
                .containsExactly(tuple("targets.orders-db", "the probe disk looks at it, so it has to stay"));
        assertThat(guard.objections(with, with)).isEmpty();
        assertThat(guard.objections(without, without)).isEmpty();
    }

    private static Catalog catalog(Map<String, Target> targets) {
        return new Catalog("company", Map.of(), targets, Map.of(), Map.of(), List.of(), Map.of(), null);
    }
}
