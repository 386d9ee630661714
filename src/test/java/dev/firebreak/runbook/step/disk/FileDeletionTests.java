package dev.firebreak.runbook.step.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof.Verdict;
import dev.firebreak.runbook.step.disk.file.ProtectedFiles;
import dev.firebreak.runbook.step.host.FakeHosts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may go of logs, temporary files and backups, and what stays, on a played host. */
class FileDeletionTests {

    private static final Duration OLD = Duration.ofDays(20);
    private static final String LOGS = "/var/log/gitops-auditor";

    private final FakeHosts host = new FakeHosts();
    private final FileDeletion deletion =
            new FileDeletion(host, new ProtectedFiles(Path.of("/var/log/gitops-auditor/own-data")));
    private final DeleteOldLogs step = new DeleteOldLogs(deletion);
    private final Target target = target(Map.of());

    @Test
    @Tag("A068")
    void logsOfAnAgeThatNoProcessHoldsOpenArePlannedOneByOne() throws Exception {
        var large = host.files.add(LOGS + "/app.log.1", 9_000, OLD);
        var small = host.files.add(LOGS + "/deep/a b'$(id).log", 500, OLD);
        host.files.add(LOGS + "/app.log", 500, Duration.ofDays(1));
        host.files.add(LOGS + "/data.db", 500, OLD);
        host.files.open(host.files.add(LOGS + "/held.log", 500, OLD));

        var plan = plan();

        assertThat(plan.resources())
                .containsExactly(
                        large.path() + " (9000 bytes, changed " + large.changed() + ", inode 10 on 1)",
                        small.path() + " (500 bytes, changed " + small.changed() + ", inode 11 on 1)");
        assertThat(plan.summary()).contains("left: 1 of another kind, 1 open in a process");
    }

    @ParameterizedTest
    @Tag("A068")
    @ValueSource(
            strings = {
                "/audit.log",
                "/git/lfs/ab/cd.log",
                "/git/repositories/a/b.log",
                "/a/b.wiki.git/gc.log",
                "/attachments/1/2/upload.log",
                "/packages/ab/x.log",
                "/audit-2026-11.log.gz",
                "/evidence/INC-1/disk.log",
                "/incidents/7/incident.log",
                "/auth.log.1",
                "/firebreak/old.log",
                "/own-data/h2.log",
                "/kept/for-the-law.log",
                "/new\nline.log",
                "/`id`.log",
                "/right\u202eleft.log",
                "/broken\ufffdname.log"
            })
    void auditEvidenceAndOurOwnFilesStay_andNamesThatPeopleCanNotRead(String name) throws Exception {
        host.files.add(LOGS + name, 500, OLD);

        assertThat(step.plan(order(), target(Map.of("keep", LOGS + "/kept"))).isNothing())
                .isTrue();
    }

    @Test
    @Tag("A068")
    void whatChangedOrWasOpenedSinceTheApprovalStays_andTheRoomIsMeasured() throws Exception {
        var gone = host.files.add(LOGS + "/gone.log", 5_000, OLD);
        var written = host.files.add(LOGS + "/written.log", 500, OLD);
        var opened = host.files.add(LOGS + "/opened.log", 500, OLD);
        var raced = host.files.add(LOGS + "/raced.log", 500, OLD);
        var plan = plan();
        host.files.replace(written);
        host.files.open(opened);
        host.files.beforeDelete = () -> host.files.replace(raced);

        var found = step.execute(plan, target);

        assertThat(host.files.paths()).doesNotContain(gone.path()).hasSize(3);
        assertThat(found.summary())
                .contains("2 of 4 files deleted, 2 left that changed or were opened", "regained by df");
        assertThat(step.verify(plan, target).isDone()).isTrue();
    }

    @Test
    @Tag("A073")
    void whereDfShowsNoMoreRoom_noneIsClaimed() throws Exception {
        host.files.add(LOGS + "/a.log", 5_000, OLD);
        var plan = plan();
        host.files.beforeDelete = () -> host.files.otherwiseUsed += 5_000;

        assertThat(step.execute(plan, target).summary()).contains("df shows no more room than before");
    }

    @Test
    void aProbeTellsWhetherFilesAreLeft_andARepeatDeletesOnlyThem() throws Exception {
        var first = host.files.add(LOGS + "/a.log", 5_000, OLD);
        host.files.add(LOGS + "/b.log", 500, OLD);
        var plan = plan();
        var intent = new Intent(plan, plan.stateBefore(), Instant.EPOCH, true);
        host.files.all.remove(first);

        assertThat(step.probe(intent, target).verdict()).isEqualTo(Verdict.NOT_DONE);
        assertThat(step.changed(plan, plan())).isEmpty();
        assertThat(step.execute(plan, target).summary()).contains("1 of 2 files deleted");
        assertThat(step.probe(intent, target).verdict()).isEqualTo(Verdict.DONE);
        assertThat(step.changed(plan, plan())).isPresent();
        assertThat(step.execute(plan, target).succeeded()).isFalse();
    }

    @Test
    @Tag("A068")
    void theRoomIsMeasuredInAFolderThatIsThere_andNoParameterDependsOnTheLargestFile() throws Exception {
        var two = target(Map.of("logs", "/var/log/first," + LOGS));
        var largest = host.files.add("/var/log/first/a.log", 9_000, OLD);
        host.files.add(LOGS + "/b.log", 500, OLD);
        var plan = step.plan(order(), two);
        host.files.all.remove(largest);
        host.files.absent.add("/var/log/first");

        assertThat(step.plan(order(), two).parameters()).isEqualTo(plan.parameters());
        assertThat(step.execute(plan, two).summary()).contains("1 of 2 files deleted", "regained by df");
        assertThat(step.verify(plan, two).isDone()).isTrue();
        host.files.absent.add(LOGS);
        assertThat(step.verify(plan, two).isDone()).isTrue();
    }

    @Test
    @Tag("F4")
    void aHostThatWasInstalledAgainIsNotTouched() throws Exception {
        host.files.add(LOGS + "/a.log", 5_000, OLD);
        var plan = plan();
        host.machine = "another";

        assertThat(step.execute(plan, target).summary()).contains("another machine than planned");
        assertThat(plan().parameters()).isNotEqualTo(plan.parameters());
        assertThat(host.files.all).hasSize(1);
    }

    @ParameterizedTest
    @Tag("A090")
    @ValueSource(strings = {"/", "/var", "/etc/app", "/usr/share", "relative", "/var/../etc", "/srv/-x", "/a b/c", ""})
    void onlyFoldersThatTheCatalogueMayNameAreLookedAt(String folder) throws Exception {
        host.files.add("/var/log/a.log", 5_000, OLD);

        assertThat(step.plan(order(), target(Map.of("logs", folder))).isImpossible())
                .isTrue();
    }

    @Test
    void withoutTheRightToActAsRootThePlanSaysWhatToAllow() throws Exception {
        host.files.add(LOGS + "/a.log", 5_000, OLD);
        host.files.rootAllowed = false;

        assertThat(plan().obstacle()).contains("does not let Firebreak's user run realpath -e -- " + LOGS, "sudoers");
    }

    @Test
    @Tag("A070")
    void temporaryFilesGoByOwnerAndAge() throws Exception {
        var old = host.files.add("/var/tmp/gitops-1/a", 500, OLD);
        host.files.add("/var/tmp/other", 500, OLD, "mara", "");
        host.files.add("/var/tmp/young", 500, Duration.ofHours(5));
        host.files.add("/var/tmp/evidence/ps.txt", 500, OLD);
        host.files.open(host.files.add("/var/tmp/held", 500, OLD));
        var temporary = new DeleteTemporaryFiles(deletion);
        var order = new DeleteTemporaryFiles.Order(Duration.ofDays(3), 100);

        assertThat(temporary.plan(order, target).resources())
                .singleElement()
                .asString()
                .startsWith(old.path() + " (");
        assertThat(temporary.plan(order, target(Map.of("temporaryOwners", "*"))).obstacle())
                .contains("names no user in settings.temporaryOwners");
    }

    @Test
    @Tag("A069")
    void backupsGoOnlyWhileANewerOneIsProved() throws Exception {
        host.files.backup("/var/backups/gitops-auditor/20261020.tar.gz", 500, Duration.ofDays(40), true);
        host.files.backup("/var/backups/gitops-auditor/20261109.tar.gz", 500, OLD, true);
        host.files.backup("/var/backups/gitops-auditor/20261128.tar.gz", 500, Duration.ofDays(1), true);

        assertThat(backups(1).resources())
                .extracting(id -> id.substring(0, id.indexOf(" (")))
                .containsExactlyInAnyOrder(
                        "/var/backups/gitops-auditor/20261020.tar.gz",
                        "/var/backups/gitops-auditor/20261020.tar.gz.sha256",
                        "/var/backups/gitops-auditor/20261109.tar.gz",
                        "/var/backups/gitops-auditor/20261109.tar.gz.sha256");
        assertThat(backups(2).resources()).hasSize(2);
        assertThat(backups(3).isNothing()).isTrue();
    }

    @Test
    @Tag("A069")
    void whereTheNewestBackupsAreNotProved_noneGoes() throws Exception {
        host.files.backup("/var/backups/gitops-auditor/20261020.tar.gz", 500, Duration.ofDays(40), true);
        host.files.backup("/var/backups/gitops-auditor/20261109.tar.gz", 500, OLD, false);
        host.files.add("/var/backups/gitops-auditor/20261128.tar.gz", 500, Duration.ofDays(1));

        assertThat(backups(1).obstacle())
                .contains("20261128.tar.gz has no checksum", "20261109.tar.gz has another SHA-256", "none is deleted");
    }

    @Test
    @Tag("A069")
    void aProvedBackupReplacesOnlyOlderOnesOfTheSameThingInTheSameFolder() throws Exception {
        var folder = "/var/backups/gitops-auditor/";
        for (var day = 18; day < 22; day++) {
            var age = Duration.ofDays(50 - day);
            host.files.add(folder + "202611" + day + "-db.dump", 500, age);
            host.files.add(folder + "db1.202611" + day, 500, age);
            host.files.backup(folder + "db2.202611" + day, 500, age, true);
            host.files.backup(folder + "202611" + day + "-config.tar", 500, age.minusMinutes(1), true);
            host.files.backup(folder + "deep/202611" + day + "-config.tar", 500, age.plusDays(9), true);
        }

        var plan = backups(1);

        assertThat(plan.resources())
                .hasSize(12)
                .allMatch(id -> id.matches(folder + "(\\d{8}-config\\.tar|db2\\.\\d{8})(\\.sha256)? .*"));
        assertThat(plan.summary())
                .contains("that no newer proved backup of the same name replaces")
                .contains("20261121-db.dump has no checksum in .sha256", "db1.20261121 has no checksum");
    }

    @Test
    @Tag("A090")
    void aFolderThatALinkLeadsElsewhereIsNeverCleaned_neitherPlannedNorDone() throws Exception {
        host.files.backup("/var/backups/gitops-auditor/1.tar", 500, OLD, true);
        host.files.add(LOGS + "/a.log", 5_000, OLD);
        var plan = plan();
        host.files.links.put("/var", "/mnt/var");

        assertThat(plan().obstacle())
                .contains("The folder " + LOGS + " of auditor leads by a symbolic link to /mnt" + LOGS);
        assertThat(backups(1).obstacle()).contains("symbolic link");
        assertThat(step.execute(plan, target).succeeded()).isFalse();
        assertThat(host.files.paths()).contains(LOGS + "/a.log");
    }

    private Plan backups(int keep) throws InterruptedException {
        return new DeleteOldBackups(deletion).plan(new DeleteOldBackups.Order(Duration.ofDays(14), 100, keep), target);
    }

    private Plan plan() throws InterruptedException {
        return step.plan(order(), target);
    }

    private static DeleteOldLogs.Order order() {
        return new DeleteOldLogs.Order(Duration.ofDays(7), 100);
    }

    private static Target target(Map<String, String> other) {
        var settings = new HashMap<>(Map.of(
                "logs", LOGS,
                "temporary", "/var/tmp",
                "temporaryOwners", "gitops",
                "backups", "/var/backups/gitops-auditor"));
        settings.putAll(other);
        return new Target("auditor", "host", "tier-2", true, false, settings, Map.of());
    }
}
