package dev.firebreak.runbook.step.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.CompletedStep;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof.Verdict;
import dev.firebreak.runbook.step.PlayedTarget;
import dev.firebreak.runbook.step.host.FakeHosts;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people have put beside, into and in place of a configuration is never lost. */
@Tag("A092")
class RestoreConfigurationTests {

    private static final String CONFIG = "/etc/gitops-auditor/config";
    private static final String BACKUP = "/var/backups/gitops-auditor-config/2-new";

    private final FakeHosts host = new FakeHosts();
    private final Map<String, String> files = host.folders.files;
    private final Target target = new Target(
            "auditor-host",
            "host",
            "tier-2",
            true,
            false,
            Map.of("config", CONFIG, "configBackups", "/var/backups/gitops-auditor-config"),
            Map.of());
    private final RestoreConfiguration step = new RestoreConfiguration(host);

    @Test
    void aFolderThatAPersonHasPreparedStays() throws Exception {
        files.put(CONFIG + ".new/settings.json", "prepared");

        var plan = restored();
        undone(plan);

        assertThat(files).containsEntry(CONFIG + ".new/settings.json", "prepared");
    }

    @Test
    void aFolderOfTheNameThatTheStepMakesIsNeverRemoved_thePlanSaysToLookAtIt() throws Exception {
        var staged = staged(plan());
        files.put(staged + "/settings.json", "prepared");

        assertThat(plan().obstacle()).contains("There is " + staged + " already", "plan again");
    }

    @Test
    void aFolderThatComesUpAfterTheApprovalStays() throws Exception {
        var plan = plan();
        files.put(staged(plan) + "/settings.json", "prepared");
        var before = Map.copyOf(files);

        assertThat(step.execute(plan, target).summary()).contains("came up since the approval, nothing was restored");
        assertThat(files).isEqualTo(before);
    }

    @Test
    void theSameBadConfigurationIsRestoredAndKeptTwice() throws Exception {
        var first = restored();
        files.put(CONFIG + "/settings.json", "broken");
        files.put(CONFIG + "/.hidden", "present");
        var again = Map.copyOf(files);

        var second = restored();

        assertThat(second.parameters().get("kept")).isEqualTo(first.parameters().get("kept") + "-2");
        undone(second);
        assertThat(files).isEqualTo(again);
    }

    @Test
    void whatIsKeptNineTimesMustBeRemovedByAPerson() throws Exception {
        for (var copy = 1; copy <= 9; copy++) {
            restored();
            files.put(CONFIG + "/settings.json", "broken");
            files.put(CONFIG + "/.hidden", "present");
        }

        assertThat(plan().obstacle()).contains("is kept 9 times already", "remove those that nobody needs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "link", "mode of a file", "mode of a folder", "a checksum file"})
    void whatAPersonHasChangedSinceTheRestorationIsNotTakenBack(String what) throws Exception {
        var done = restored();
        switch (what) {
            case "text" -> files.put(CONFIG + "/settings.json", "by hand");
            case "link" -> host.folders.links.put(CONFIG + "/enabled.json", "settings.json");
            case "mode of a file" -> host.folders.modes.put(CONFIG + "/settings.json", "600");
            case "mode of a folder" -> host.folders.modes.put(CONFIG, "700");
            default -> files.put(CONFIG + "/SHA256SUMS", "by hand");
        }

        assertThat(step.planUndo(completed(done), target).orElseThrow().obstacle())
                .contains("was changed since it was restored", done.parameters().get("kept"));
    }

    @Test
    void whereTheKeptConfigurationIsGoneOrChangedNothingIsTakenBack() throws Exception {
        var done = restored();
        var kept = done.parameters().get("kept");

        files.put(kept + "/settings.json", "by hand");
        assertThat(step.planUndo(completed(done), target).orElseThrow().obstacle())
                .contains(kept + " was changed since");

        files.keySet().removeIf(path -> path.startsWith(kept));
        assertThat(step.planUndo(completed(done), target).orElseThrow().obstacle())
                .contains("there is no " + kept);
    }

    @Test
    void aConfigurationThatChangesAfterTheApprovalOfTheUndoStays() throws Exception {
        var undo = step.planUndo(completed(restored()), target).orElseThrow();
        files.put(CONFIG + "/settings.json", "by hand");
        var before = Map.copyOf(files);

        assertThat(step.execute(undo, target).summary()).contains("nothing was taken back");
        assertThat(files).isEqualTo(before);
    }

    @Test
    void aMoveThatMovedNothingAndEndedWellIsAFailureThatSaysWhatToDo() throws Exception {
        var plan = plan();
        var before = Map.copyOf(files);
        host.folders.nothingMoves = true;

        var finding = step.execute(plan, target);

        assertThat(finding.succeeded()).isFalse();
        assertThat(finding.summary())
                .contains("could not become " + plan.parameters().get("kept"), "Nothing was restored", "by hand");
        assertThat(files).isEqualTo(before);
    }

    @Test
    void linksAndModesComeBackExactly_andThePlanNamesThem() throws Exception {
        host.folders.links.put(CONFIG + "/enabled.json", "settings.json");
        host.folders.modes.put(CONFIG + "/.hidden", "600");
        var before = host.captured();

        var plan = restored();

        assertThat(plan.summary()).contains("enabled.json", "goes");
        undone(plan);
        assertThat(host.captured()).isEqualTo(before);
    }

    @Test
    void aConfigurationWithTheFilesOfTheBackupAndOtherModesIsNotThatOfTheBackup() throws Exception {
        likeTheBackup();
        assertThat(plan().summary()).contains("is that of the backup 2-new already");

        host.folders.modes.put(CONFIG + "/settings.json", "666");
        assertThat(plan().summary()).contains("mode and owner 666 0:0 become 644 0:0");

        host.folders.modes.clear();
        host.folders.links.put(CONFIG + "/enabled.json", "settings.json");
        assertThat(plan().summary()).contains("enabled.json");
    }

    @Test
    void theChecksumsInAConfigurationThatWasCopiedByHandDoNotCount() throws Exception {
        likeTheBackup();
        files.put(CONFIG + "/SHA256SUMS", files.get(BACKUP + "/SHA256SUMS"));

        assertThat(plan().isNothing()).isTrue();

        files.put(CONFIG + "/settings.json", "broken");
        var before = Map.copyOf(files);
        undone(restored());
        assertThat(files).isEqualTo(before);
    }

    @Test
    void aBackupWithALinkIsRefused() throws Exception {
        host.folders.links.put(BACKUP + "/enabled.json", "/etc/shadow");

        assertThat(plan().warnings())
                .anyMatch(it -> it.contains("2-new has something else than files and folders")
                        && it.contains("enabled.json -> /etc/shadow"));
    }

    @Test
    void aConfigurationThatIsALinkIsNotReplaced() throws Exception {
        files.keySet().removeIf(path -> path.startsWith(CONFIG));
        host.folders.links.put(CONFIG, "/srv/config");

        assertThat(plan().obstacle()).contains(CONFIG + " on auditor-host is no folder");
    }

    @Test
    void aStepThatWasKilledBeforeItsFirstChangeIsKnownToHaveDoneNothing() throws Exception {
        var plan = plan();
        host.killAt(0);
        try {
            step.execute(plan, target);
        } catch (PlayedTarget.Killed e) {
            assertThat(e).hasMessage("played: killed");
        }

        var intent = new Intent(plan, plan.stateBefore(), Instant.EPOCH, true);
        assertThat(step.probe(intent, target).verdict()).isEqualTo(Verdict.NOT_DONE);
    }

    private void likeTheBackup() {
        files.put(CONFIG + "/settings.json", "good");
        files.put(CONFIG + "/.hidden", "kept");
    }

    private Plan plan() throws Exception {
        return step.plan(new RestoreConfiguration.Order(), target);
    }

    private Plan restored() throws Exception {
        var plan = plan();
        var finding = step.execute(plan, target);
        assertThat(finding.succeeded()).as(finding.summary()).isTrue();
        assertThat(step.verify(plan, target).isDone()).isTrue();
        return plan;
    }

    private void undone(Plan plan) throws Exception {
        var undo = step.planUndo(completed(plan), target).orElseThrow();
        var finding = step.execute(undo, target);
        assertThat(finding.succeeded()).as(finding.summary()).isTrue();
    }

    private static CompletedStep completed(Plan plan) {
        return new CompletedStep(plan, plan.stateBefore(), Instant.EPOCH);
    }

    private static String staged(Plan plan) {
        return CONFIG + ".firebreak-new-" + plan.parameters().get("after").substring(0, 12);
    }
}
