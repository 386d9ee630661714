package dev.firebreak.runbook.step.gitea;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.step.FakeContainers;
import dev.firebreak.runbook.step.disk.file.FoundFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which git processes and which files of Gitea may go. */
class GiteaStepsTests {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String FOLDER = "/srv/gitea/gitea/repo-archive";
    private static final String COMMIT = "ab" + "0".repeat(38);

    private final FakeGitProcesses git = new FakeGitProcesses();
    private final EndGitProcesses step = new EndGitProcesses(new FakeContainers(), git);
    private final Target target =
            new Target("gitea", "docker", "tier-2", true, false, Map.of("container", "mosaic-gitea"), Map.of());

    @Test
    @Tag("A061")
    void whatWritesStays_andWhatItStarted_andWhatIsYoung() throws Exception {
        git.add(10, 1, "upload-pack", LONG);
        git.add(11, 10, "pack-objects", LONG.plusMinutes(1));
        git.add(20, 1, "gc", LONG);
        git.add(21, 20, "repack", LONG);
        git.add(22, 21, "pack-objects", LONG);
        git.add(30, 1, "receive-pack", LONG);
        git.add(31, 1, "unknown", LONG);
        git.add(40, 1, "archive", Duration.ofSeconds(119));

        assertThat(plan().resources())
                .containsExactly(
                        "git pack-objects, process 11 started at tick 1011",
                        "git upload-pack, process 10 started at tick 1010");
        assertThat(plan().summary()).contains("End **2 of 8 git processes** of mosaic-gitea");
    }

    @Test
    @Tag("A061")
    void whatMayCheckAPushStaysWhileOneRuns() throws Exception {
        for (var command : List.of("rev-list", "cat-file", "diff-tree", "diff", "archive")) {
            git.add(10 + git.running.size(), 1, command, LONG);
        }
        git.add(30, 1, "receive-pack", LONG.plusMinutes(1));

        assertThat(plan().resources()).containsExactly("git archive, process 14 started at tick 1014");
        git.running.removeIf(process -> process.pid() == 30);
        assertThat(plan().resources()).hasSize(5);
    }

    @Test
    @Tag("A061")
    void aLaterProcessWithTheSamePidIsNotEnded() throws Exception {
        git.add(10, 1, "upload-pack", LONG);
        git.add(11, 1, "archive", LONG);
        var plan = plan();
        git.running.clear();
        git.running.add(new GitProcess(10, 1, 99_999, LONG, "upload-pack"));
        git.add(11, 1, "archive", LONG);

        assertThat(step.changed(plan, plan())).isEmpty();
        assertThat(step.execute(plan, target).summary()).contains("asked 1 of 2 git processes", "the others had ended");
        assertThat(git.running).extracting(GitProcess::started).containsExactly(99_999L);
        assertThat(step.verify(plan, target).isDone()).isTrue();
        assertThat(step.changed(plan, plan())).isPresent();
    }

    @Test
    void whereTheyCantBeSeen_thePlanSaysWhy() throws Exception {
        git.trouble = "The image has no ps.";

        assertThat(plan().obstacle()).isEqualTo("The image has no ps.");
    }

    @ParameterizedTest
    @Tag("A062")
    @ValueSource(
            strings = {
                "/7/ab/COMMIT.sh",
                "/7/cd/COMMIT.zip",
                "/ab/COMMIT.zip",
                "/7/ab/ab0.zip",
                "/7/x/ab/COMMIT.zip",
                "/a/b.git/objects/pack/pack-COMMIT.pack",
                "/releases/backup.zip"
            })
    void onlyWhatIsNamedAsAnArchiveOfGiteaMayGo(String path) {
        assertThat(DeleteArchives.isArchive(file(FOLDER + path.replace("COMMIT", COMMIT)), List.of(FOLDER)))
                .isFalse();
        assertThat(DeleteArchives.isArchive(file(FOLDER + "/7/ab/" + COMMIT + ".tar.gz"), List.of(FOLDER)))
                .isTrue();
    }

    private Plan plan() throws InterruptedException {
        return step.plan(new EndGitProcesses.Order(Duration.ofMinutes(2), 20), target);
    }

    private static FoundFile file(String path) {
        return new FoundFile(1, 1, 1, 1, Instant.EPOCH, "git", path);
    }
}
