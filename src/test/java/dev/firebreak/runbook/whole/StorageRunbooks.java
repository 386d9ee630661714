package dev.firebreak.runbook.whole;

import static dev.firebreak.runbook.whole.WholeRunbook.Case.BROKEN;
import static dev.firebreak.runbook.whole.WholeRunbook.Case.HEALTHY;
import static dev.firebreak.runbook.whole.WholeRunbook.Case.NOT_HELPED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Full disks of a host, of the auditor's data and of Gitea's folders. */
abstract class StorageRunbooks extends HostRunbooks {

    private static final String DISK = "host-disk-full";
    private static final String GITEA = "gitea-storage-full";
    private static final String AUDITOR = "gitops-auditor-storage";
    private static final String OLD_LOGS = "disk.delete-old-logs";

    @Test
    @Tag("A067")
    @WholeRunbook(value = DISK, state = HEALTHY)
    void aDiskWithRoomIsLeftAlone() {
        host.does("cd /srv/gitops/logs && fallocate -l 1M a.log && touch -d '20 days ago' a.log");

        stabilises(respondedTo("lab-auditor", "disk-full"), DISK, "Enough room");

        assertThat(host.does("ls /srv/gitops/logs")).isEqualTo("a.log");
    }

    @Test
    @Tag("A067")
    @Tag("A068")
    @WholeRunbook(value = DISK, state = BROKEN)
    void oldLogsMakeRoom_andOpenOnesAndTheAuditStay() {
        host.does(
                "cd /srv/gitops/logs && fallocate -l 54M old.log && fallocate -l 2M open.log && fallocate -l 1M audit.log"
                        + " && touch -d '20 days ago' * && (setsid tail -f open.log >/dev/null 2>&1 &) && sleep 0.2");
        var incident = respondedTo("lab-auditor", "disk-full");

        approves(incident, OLD_LOGS);

        stabilises(incident, DISK, "Room regained");
        looksAgainAfter(incident, DISK);
        assertThat(host.does("ls /srv/gitops/logs")).isEqualTo("audit.log\nopen.log");
        assertThat(world.timelineOf(incident)).anyMatch(line -> line.contains("54.0 MiB regained"));
    }

    @Test
    @Tag("A069")
    @WholeRunbook(value = DISK, state = NOT_HELPED)
    void theOnlyVerifiedBackupStays_andTheFullDiskIsLeftToPeople() {
        host.does(
                "cd /srv/gitops/backups && fallocate -l 57M db-1.tar && sha256sum db-1.tar >db-1.tar.sha256"
                        + " && touch -d '40 days ago' *; cd ../logs && fallocate -l 1M old.log && touch -d '20 days ago' old.log");
        var incident = respondedTo("lab-auditor", "disk-full");

        approves(incident, OLD_LOGS);

        leavesToPeople(incident, DISK, "Disk still full");
        assertThat(host.does("ls /srv/gitops/backups")).contains("db-1.tar");
    }

    @Test
    @Tag("A062")
    @WholeRunbook(value = GITEA, state = HEALTHY)
    void giteaWithRoomIsLeftAlone() {
        stabilises(respondedTo("lab-gitea", "storage-full"), GITEA, "Enough room");
    }

    @Test
    @Tag("A062")
    @WholeRunbook(value = GITEA, state = BROKEN)
    void archivesMakeRoom_andRepositoriesStay() {
        archive(50);
        host.does("cd /srv/gitops/gitea/repo-archive && mkdir -p a/b.git/objects && echo 1 >a/b.git/objects/pack-1.pack"
                + " && touch -d '20 days ago' a/b.git/objects/pack-1.pack; fallocate -l 6M ../data");
        var incident = respondedTo("lab-gitea", "storage-full");

        approves(incident, "gitea.delete-archives");

        stabilises(incident, GITEA, "Room regained");
        looksAgainAfter(incident, GITEA);
        assertThat(host.does("cd /srv/gitops/gitea && find . -type f | sort"))
                .isEqualTo("./data\n./repo-archive/a/b.git/objects/pack-1.pack");
    }

    @Test
    @Tag("A062")
    @WholeRunbook(value = GITEA, state = NOT_HELPED)
    void whereRepositoriesFillIt_nothingOfThemGoes_andPeopleLead() {
        archive(1);
        host.does("mkdir -p /srv/gitops/gitea/repositories && fallocate -l 57M /srv/gitops/gitea/repositories/pack"
                + " && touch -d '90 days ago' /srv/gitops/gitea/repositories/pack");
        var incident = respondedTo("lab-gitea", "storage-full");

        approves(incident, "gitea.delete-archives");

        leavesToPeople(incident, GITEA, "Storage still full");
        assertThat(host.does("ls /srv/gitops/gitea/repositories")).isEqualTo("pack");
    }

    @Test
    @Tag("A093")
    @WholeRunbook(value = AUDITOR, state = HEALTHY)
    void anIntactHistoryAndRoomNeedNothing() {
        repositories();

        stabilises(respondedTo("lab-auditor", "storage-full"), AUDITOR, "Enough room");
    }

    @Test
    @Tag("A093")
    @WholeRunbook(value = AUDITOR, state = BROKEN)
    void anUnusedRepositoryMakesRoom_andOneThatIsReadStays() {
        repositories();
        host.does(
                "cd /srv/gitops/repos && fallocate -l 57M unused.git/objects/pack/big && find unused.git -exec touch -d"
                        + " '60 days ago' {} +");
        var incident = respondedTo("lab-auditor", "storage-full");

        approves(incident, "git.delete-unused-repositories");

        stabilises(incident, AUDITOR, "Room regained");
        looksAgainAfter(incident, AUDITOR);
        assertThat(host.does("ls /srv/gitops/repos")).isEqualTo("read.git");
    }

    @Test
    @Tag("A093")
    @WholeRunbook(value = AUDITOR, state = NOT_HELPED)
    void aDamagedHistoryEndsItBeforeAnythingIsDeleted() {
        repositories();
        host.does("echo '{\"half\":' >/srv/gitops/history/audit-2.json; fallocate -l 56M /srv/gitops/data");

        leavesToPeople(respondedTo("lab-auditor", "storage-full"), AUDITOR, "History damaged");

        assertThat(host.does("ls /srv/gitops/repos")).isEqualTo("read.git\nunused.git");
    }

    private static void archive(int megabytes) {
        host.does("cd /srv/gitops/gitea/repo-archive && mkdir -p 7/ab && fallocate -l " + megabytes
                + "M 7/ab/ab00000000000000000000000000000000000000.zip && touch -d '3 days ago' 7/ab/*");
    }

    private static void repositories() {
        host.does("""
                echo '{"whole": 1}' >/srv/gitops/history/audit-1.json
                cd /srv/gitops/repos
                for r in unused read; do
                  git init -q --bare $r.git && git config --file $r.git/config remote.origin.url https://example.test/$r
                done
                find . -exec touch -d '60 days ago' {} +
                touch -a read.git/HEAD
                """);
    }
}
