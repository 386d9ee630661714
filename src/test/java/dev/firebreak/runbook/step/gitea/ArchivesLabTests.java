package dev.firebreak.runbook.step.gitea;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import dev.firebreak.runbook.step.disk.FileDeletion;
import dev.firebreak.runbook.step.disk.file.ProtectedFiles;
import dev.firebreak.runbook.step.host.LabHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The folders of Gitea's image on a real host, over SSH. There is no Gitea without a registry. */
@Lab(
        value = {LabHost.PORT, LabHost.KEY, LabHost.LOGIN, LabHost.CONTAINER},
        alone = LabHost.PORT)
class ArchivesLabTests {

    @Test
    @Tag("A062")
    void archivesGo_andRepositoriesAndLfsInTheSameFolderStay() throws Exception {
        var archives =
                new DeleteArchives(new FileDeletion(LabHost.hosts(), new ProtectedFiles(Path.of("/no/data/here"))));
        LabHost.inside("rm -rf /srv/gitops/gitea");
        var target = LabHost.target(Map.of("archives", "/srv/gitops/gitea/repo-archive"));
        var order = new DeleteArchives.Order(Duration.ofDays(1), 500);
        assertThat(archives.plan(order, target).isNothing())
                .as("a Gitea that never made an archive has no such folder")
                .isTrue();
        LabHost.inside("""
                mkdir -p /srv/gitops/gitea/repo-archive && cd /srv/gitops/gitea/repo-archive
                mkdir -p 7/ab 8/cd a/b.git/objects/pack lfs/ab/cd
                fallocate -l 1M 7/ab/ab00000000000000000000000000000000000000.zip
                fallocate -l 1M 7/ab/ab00000000000000000000000000000000000001.tar.gz
                fallocate -l 1M 8/cd/cd00000000000000000000000000000000000000.bundle
                echo 1 >a/b.git/objects/pack/pack-1.pack; echo 2 >lfs/ab/cd/0123
                echo 3 >7/ab/notes.zip
                find . -type f ! -name '*.tar.gz' -exec touch -d '3 days ago' {} +
                """);

        var plan = archives.plan(order, target);
        var done = archives.execute(plan, target);

        assertThat(plan.resources()).hasSize(2);
        assertThat(plan.warnings()).anyMatch(warning -> warning.contains("archive_cleanup"));
        assertThat(done.summary()).contains("2 of 2 files deleted; 2.0 MiB regained by df");
        assertThat(archives.verify(plan, target).isDone()).isTrue();
        assertThat(LabHost.inside("cd /srv/gitops/gitea/repo-archive && find . -type f | sort")
                        .lines())
                .containsExactly(
                        "./7/ab/ab00000000000000000000000000000000000001.tar.gz",
                        "./7/ab/notes.zip",
                        "./a/b.git/objects/pack/pack-1.pack",
                        "./lfs/ab/cd/0123");
    }
}
