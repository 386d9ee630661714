package dev.firebreak.runbook.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.catalog.Secrets;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.RunbookFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepResultRecorderTests {

    @TempDir
    Path folder;

    @Test
    @Tag("H12")
    void secretsThatWereUsedAreMaskedEverywhere() {
        try (var site = new RunbookFixture(folder, "FIREBREAK_SECRET_LAMP=hunter22")) {
            site.beans.getBean(Secrets.class).reveal("secret://lamp");

            var masked = site.beans
                    .getBean(StepResultRecorder.class)
                    .masked(Finding.of("login with hunter22")
                            .withDetails("password hunter22")
                            .with(ProcessVariable.text("said"), "hunter22")
                            .attach("output.txt", "text/plain", "PGPASSWORD=hunter22"));

            assertThat(masked.toString()).doesNotContain("hunter22").contains("PGPASSWORD=***");
        }
    }

    @Test
    void theTimelineSaysInTheEvidenceOnlyOfWhatIsThere() throws Exception {
        try (var site = new RunbookFixture(folder)) {
            var recorder = site.beans.getBean(StepResultRecorder.class);
            var finding = Finding.of("looked").attach("a.txt", "text/plain", "all of it");
            var evidence = folder.resolve("data/evidence");
            Files.createDirectories(evidence);
            Files.writeString(evidence.resolve(site.incident.value()), "no folder can be made here");

            assertThat(recorder.keepAttachments(site.incident, "test.look", finding))
                    .isEqualTo("; not kept as evidence: a.txt");

            Files.delete(evidence.resolve(site.incident.value()));
            assertThat(recorder.keepAttachments(site.incident, "test.look", finding))
                    .isEqualTo("; in the evidence: a.txt");
        }
    }

    @Test
    void whatIsAttachedIsKeptAsEvidence() {
        try (var site = new RunbookFixture(folder)) {
            site.beans
                    .getBean(StepResultRecorder.class)
                    .keepAttachments(
                            site.incident,
                            "test.look",
                            Finding.of("looked").attach("a.txt", "text/plain", "all of it"));

            var item = site.evidence().of(site.incident).get(0);
            assertThat(item.name()).isEqualTo("a.txt");
            assertThat(site.evidence().content(item.id()))
                    .hasValueSatisfying(it ->
                            assertThat(new String(it, StandardCharsets.UTF_8)).isEqualTo("all of it"));
        }
    }
}
