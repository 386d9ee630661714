package dev.firebreak.runbook.step.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.runbook.step.PlayedTargetsStory;
import dev.firebreak.runbook.step.host.FakeHosts;
import dev.firebreak.runbook.step.host.FakeStorage.Repository;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The runbook of the auditor's storage, as drawn: healthy, damaged, full, and still full. */
@Tag("A093")
class StorageStoryTests extends PlayedTargetsStory {

    private static final String RUNBOOK = "gitops-auditor-storage";
    private static final String ORIGIN = "https://git.example.test/a.git";

    @Autowired
    FakeHosts host;

    @BeforeEach
    void theStorageIsWell() {
        host.reset();
    }

    @Test
    void whereTheHistoryIsIntactAndThereIsRoom_nothingIsDeleted() {
        repository("old.git", 100_096, 90, ORIGIN, false);

        var incident = respondedTo("gitops-auditor", "storage-full");

        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Enough room");
        assertThat(host.storage.repositories).hasSize(1);
    }

    @Test
    void aDamagedHistoryStopsTheRunbook_alsoOnAFullDisk() {
        host.files.otherwiseUsed = 990_000;
        host.storage.history.put("/var/lib/gitops-auditor/audit-history/2026-11-01.json", "{\"repos\": [");

        var incident = respondedTo("gitops-auditor", "audit-history-damaged");

        assertThat(world.ends(incident, RUNBOOK)).containsExactly("History damaged");
        assertThat(world.timelineOf(incident)).anyMatch(line -> line.contains("1 of the 2 newest files"));
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
    }

    @Test
    void repositoriesGoByTheirLastUse_ifTheyHaveAnOriginAndNobodyUsesThem() {
        host.files.otherwiseUsed = 400_000;
        repository("old.git", 500_224, 90, ORIGIN, false);
        repository("busy.git", 10_240, 90, ORIGIN, true);
        repository("only-copy.git", 10_240, 90, "", false);
        repository("young.git", 10_240, 3, ORIGIN, false);
        var incident = respondedTo("gitops-auditor", "storage-exhausted");
        repository("later.git", 10_240, 90, ORIGIN, false);

        approves(incident, "git.delete-unused-repositories");

        assertThat(host.storage.repositories.keySet())
                .containsExactlyInAnyOrder("busy.git", "only-copy.git", "young.git", "later.git");
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Room regained");
    }

    @Test
    void whatWasUsedSinceTheApprovalStays_andPeopleLead() {
        host.files.otherwiseUsed = 400_000;
        repository("old.git", 500_224, 90, ORIGIN, false);
        var incident = respondedTo("gitops-auditor", "storage-full");
        repository("old.git", 500_224, 0, ORIGIN, false);

        approves(incident, "git.delete-unused-repositories");

        assertThat(host.storage.repositories).hasSize(1);
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Storage still full");
    }

    @Test
    void whereTheFileSystemNotesNoUse_noneGoes() {
        host.files.otherwiseUsed = 400_000;
        host.storage.notesUse = false;
        repository("old.git", 500_224, 90, ORIGIN, false);

        var incident = respondedTo("gitops-auditor", "storage-full");

        assertThat(host.storage.repositories).hasSize(1);
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Storage still full");
        assertThat(world.timelineOf(incident)).anyMatch(line -> line.contains("noatime"));
    }

    private void repository(String name, long bytes, long unusedDays, String origin, boolean inUse) {
        var used = world.now().minus(Duration.ofDays(unusedDays));
        host.storage.repositories.put(name, new Repository(bytes, used, origin, inUse));
    }
}
