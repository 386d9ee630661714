package dev.firebreak.runbook.step.gitea;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.runbook.step.FakeContainers;
import dev.firebreak.runbook.step.PlayedTargetsStory;
import dev.firebreak.runbook.step.docker.usage.FakeUsage;
import dev.firebreak.runbook.step.host.FakeHosts;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The runbooks of a busy and of a full Gitea, as drawn, in their healthy, broken and "did not help" cases. */
class GiteaStoryTests extends PlayedTargetsStory {

    private static final String LOAD = "gitea-high-load";
    private static final String STORAGE = "gitea-storage-full";
    private static final Duration OLD = Duration.ofDays(60);
    private static final String ARCHIVE = "/srv/gitea/gitea/repo-archive/7/ab/ab" + "0".repeat(38) + ".zip";
    private static final String LFS = "/srv/gitea/git/lfs/ab/cd/" + "0".repeat(60);

    @Autowired
    FakeUsage usage;

    @Autowired
    FakeContainers containers;

    @Autowired
    FakeGitProcesses git;

    @Autowired
    FakeHosts host;

    @Autowired
    Accounts accounts;

    @BeforeEach
    @AfterEach
    void giteaIsWell() {
        accounts.createIfMissing("carl", "Carl", "carl@example.test", "amber-lantern-1", Set.of(Role.COMMANDER));
        usage.reset();
        git.reset();
        host.reset();
        containers.restarted.clear();
        containers.atRestart = () -> {};
    }

    @Test
    @Tag("A061")
    void whereTheLoadIsNormal_nothingIsEnded() {
        git.add(7, 1, "upload-pack", Duration.ofHours(1));

        var incident = respondedTo("mosaic-gitea", "high-load");

        assertThat(world.ends(incident, LOAD)).containsExactly("Load normal");
        assertThat(git.running).hasSize(1);
    }

    @Test
    @Tag("A061")
    void longReadersEndOnceApproved_andWithoutThemNoRestartIsNeeded() {
        usage.cpuPercent = 97;
        git.add(7, 1, "upload-pack", Duration.ofMinutes(30));
        git.add(8, 1, "receive-pack", Duration.ofMinutes(30));
        git.atEnd = () -> usage.cpuPercent = 20;
        var incident = respondedTo("mosaic-gitea", "container-high-cpu-utilization");

        approves(incident, "gitea.end-git-processes");

        assertThat(git.running).extracting(GitProcess::command).containsExactly("receive-pack");
        assertThat(containers.restarted).isEmpty();
        assertThat(world.ends(incident, LOAD)).containsExactly("Recovered without restart");
        assertThat(world.ends(incident, "response")).containsExactly("Stabilised by runbook");
    }

    @Test
    @Tag("A061")
    void whereNoGitProcessIsToBlame_giteaIsRestarted() {
        usage.cpuPercent = 97;
        containers.atRestart = () -> usage.cpuPercent = 20;
        var incident = respondedTo("mosaic-gitea", "gitea-high-load");

        approves(incident, "docker.restart-container");

        assertThat(containers.restarted).containsExactly("mosaic-gitea");
        assertThat(world.ends(incident, LOAD)).containsExactly("Recovered by restart");
    }

    @Test
    @Tag("A061")
    void whereTheRestartDoesNotHelp_peopleLead() {
        usage.cpuPercent = 97;
        var incident = respondedTo("mosaic-gitea", "high-load");

        approves(incident, "docker.restart-container");

        assertThat(world.ends(incident, LOAD)).containsExactly("Load still high");
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
    }

    @Test
    @Tag("A062")
    void whereThereIsRoom_nothingIsDeleted() {
        host.files.add(ARCHIVE, 500, OLD);

        var incident = respondedTo("mosaic-gitea", "storage-full");

        assertThat(world.ends(incident, STORAGE)).containsExactly("Enough room");
        assertThat(host.files.all).hasSize(1);
    }

    @Test
    @Tag("A062")
    void archivesLogsAndTemporaryFilesGoOnceApproved_andRepositoriesAndLfsStay() {
        host.files.otherwiseUsed = 300_000;
        host.files.add(ARCHIVE, 400_000, OLD);
        host.files.add("/srv/gitea/gitea/log/gitea.log.2026-09-01.001.gz", 100_000, OLD);
        host.files.add("/srv/gitea/gitea/tmp/package-upload/1", 100_000, OLD, "git", "");
        host.files.add(LFS, 40_000, OLD);
        host.files.add("/srv/gitea/git/repositories/a/b.git/objects/pack/pack-1.pack", 40_000, OLD);
        var incident = respondedTo("mosaic-gitea", "disk-space-low");

        bothApprove(incident, "gitea.delete-archives");
        bothApprove(incident, "disk.delete-old-logs");
        bothApprove(incident, "disk.delete-temporary-files");

        assertThat(host.files.paths())
                .containsExactly(LFS, "/srv/gitea/git/repositories/a/b.git/objects/pack/pack-1.pack");
        assertThat(world.ends(incident, STORAGE)).containsExactly("Room regained");
        assertThat(world.timelineOf(incident)).anyMatch(line -> line.contains("regained by df"));
    }

    @Test
    @Tag("A062")
    void whereOnlyRepositoriesFillTheDisk_peopleLead() {
        host.files.add(LFS, 880_000, OLD);

        var incident = respondedTo("mosaic-gitea", "gitea-storage-full");

        assertThat(world.ends(incident, STORAGE)).containsExactly("Storage still full");
        assertThat(host.files.all).hasSize(1);
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
    }

    /** What can't be undone on a target of tier 1 needs two people. */
    private void bothApprove(IncidentId incident, String step) {
        approves(incident, step);
        world.completes("carl", "UserTask_ApproveStep", incident, Map.of("approved", "true"));
    }
}
