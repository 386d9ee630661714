package dev.firebreak.runbook.step.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import dev.firebreak.catalog.Target;
import dev.firebreak.lab.Until;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.output.WatchedCall;
import dev.firebreak.runbook.step.disk.file.ProtectedFiles;
import dev.firebreak.runbook.step.host.LabHost;
import dev.firebreak.runbook.step.host.ssh.SshHosts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps on a full disk of a real host: its df, du, find and sudo, over SSH. */
@Lab({LabHost.PORT, LabHost.KEY, LabHost.LOGIN, LabHost.CONTAINER})
class DiskLabTests {

    private static final String DISK = "/srv/gitops";

    private final Target target = target(Map.of());
    private SshHosts hosts;
    private FileDeletion deletion;

    @BeforeEach
    void anEmptyDisk() throws Exception {
        hosts = LabHost.hosts();
        deletion = new FileDeletion(hosts, new ProtectedFiles(Path.of("/no/data/here")));
        LabHost.inside("pkill -x tail; umount /srv/gitops/logs/mount 2>/dev/null; cd " + DISK
                + " && rm -rf -- * && mkdir logs tmp backups && chmod 777 tmp && df . | grep -q ' 0% '");
    }

    @Test
    @Tag("A067")
    void aFullDiskIsSeen_withItsLargestDirectories_andDeletedFilesThatAreHeldOpen() throws Exception {
        LabHost.inside("cd " + DISK + "/logs && mkdir big && fallocate -l 40M big/x && fallocate -l 20M held"
                + " && (exec 3<held; rm held; exec setsid tail -f /srv/gitops/logs/big/x <&3 >/dev/null 2>&1 &)");

        var seen = new ShowDiskUsage(hosts).read(new ShowDiskUsage.Order(85, 20), target);

        assertThat(seen.variables()).containsEntry("diskRecovered", false);
        assertThat(seen.summary())
                .contains(DISK + " is 94 % full, 4.0 MiB left", "largest: /srv/gitops/logs/big with 40.0 MiB")
                .contains("20.0 MiB of deleted files are held open");
        LabHost.inside("pkill -x tail; rm -r " + DISK + "/logs/big");
        assertThat(new ShowDiskUsage(hosts)
                        .read(new ShowDiskUsage.Order(85, 20), target)
                        .variables())
                .containsEntry("diskRecovered", true);
    }

    @Test
    @Tag("A068")
    void oldLogsGo_andLinksOpenFilesMountsAndStrangeNamesStay() throws Exception {
        LabHost.inside("""
                cd /srv/gitops/logs
                mkdir deep mount
                mount -t tmpfs none mount
                echo out >/srv/gitops/outside.log
                for f in a.log 'deep/b c;$(id)*.log' mount/m.log open.log audit.log; do fallocate -l 1M "$f"; done
                fallocate -l 1M "$(printf 'new\\nline.log')"
                fallocate -l 1M -- -rf.log
                fallocate -l 1M young.log
                ln -s /srv/gitops/outside.log link.log
                ln -s /srv/gitops linked
                ln a.log /srv/gitops/tmp/second-name; rm a.log; fallocate -l 1M a.log
                touch -d '20 days ago' a.log deep/* mount/* open.log audit.log new* ./-rf.log ../outside.log
                setsid tail -f /srv/gitops/logs/open.log >/dev/null 2>&1 &
                sleep 0.2
                """);
        var step = new DeleteOldLogs(deletion);
        var plan = step.plan(new DeleteOldLogs.Order(Duration.ofDays(7), 100), target);
        assertThat(paths(plan)).containsExactlyInAnyOrder("/logs/a.log", "/logs/deep/b c;$(id)*.log", "/logs/-rf.log");

        LabHost.inside("touch /srv/gitops/logs/a.log");
        var found = step.execute(plan, target);

        assertThat(found.summary())
                .contains("2 of 3 files deleted, 1 left that changed or were opened; 2.0 MiB regained");
        assertThat(step.verify(plan, target).isDone()).isTrue();
        assertThat(LabHost.inside("pkill -x tail; cd /srv/gitops && find . -type f")
                        .lines())
                .containsExactlyInAnyOrder(
                        "./logs/a.log",
                        "./logs/audit.log",
                        "./logs/mount/m.log",
                        "./logs/new",
                        "line.log",
                        "./logs/open.log",
                        "./logs/young.log",
                        "./outside.log",
                        "./tmp/second-name");
    }

    @Test
    @Tag("A070")
    void temporaryFilesOfOneUserGo_andSocketsAndOthersStay() throws Exception {
        LabHost.inside("""
                cd /srv/gitops/tmp
                mkdir d; echo a >d/a; echo b >b; mkfifo pipe; echo c >roots
                chown -R gitops d b pipe
                touch -d '5 days ago' d/a b pipe roots
                """);
        var step = new DeleteTemporaryFiles(deletion);
        var plan = step.plan(new DeleteTemporaryFiles.Order(Duration.ofDays(3), 100), target);

        step.execute(plan, target);

        assertThat(LabHost.inside("cd /srv/gitops/tmp && find . ! -type d | sort"))
                .isEqualTo("./pipe\n./roots\n");
    }

    @Test
    @Tag("A069")
    void anOldBackupGoesOnlyWhileTheNewOneIsProvedByItsChecksum() throws Exception {
        LabHost.inside("""
                cd /srv/gitops/backups
                for n in 1 2 3; do head -c 100000 /dev/urandom >$n.tar.gz; sha256sum $n.tar.gz >$n.tar.gz.sha256; done
                touch -d '40 days ago' 1.*; touch -d '2 days ago' 2.*; touch -d '1 day ago' 3.*
                """);
        var step = new DeleteOldBackups(deletion);
        var order = new DeleteOldBackups.Order(Duration.ofDays(14), 100, 1);
        assertThat(paths(step.plan(order, target)))
                .containsExactlyInAnyOrder("/backups/1.tar.gz", "/backups/1.tar.gz.sha256");

        LabHost.inside("cd /srv/gitops/backups && echo x >>3.tar.gz && : >2.tar.gz");

        assertThat(step.plan(order, target).obstacle()).contains("another SHA-256", "2.tar.gz is empty");
    }

    @Test
    @Tag("A090")
    void aFolderBehindALinkStaysUntouched() throws Exception {
        LabHost.inside("""
                cd /srv/gitops && rmdir logs && mkdir other && echo a >other/a.log && touch -d '20 days ago' other/a.log
                ln -s other logs
                """);
        try {
            var plan = new DeleteOldLogs(deletion).plan(new DeleteOldLogs.Order(Duration.ofDays(7), 100), target);

            assertThat(plan.obstacle()).contains("leads by a symbolic link to /srv/gitops/other");
        } finally {
            LabHost.inside("rm /srv/gitops/logs");
        }
    }

    @Test
    @Tag("A062")
    void ofGiteasFoldersOnlyLogsGo_evenWhereALogLiesInARepository() throws Exception {
        LabHost.inside("""
                mkdir -p /srv/gitops/gitea/log/a/b.git /srv/gitops/gitea/log/lfs && cd /srv/gitops/gitea/log
                for f in gitea.log.2026-09-01.001.gz a/b.git/gc.log lfs/x.log; do echo 1 >$f; done
                touch -d '20 days ago' gitea.log.2026-09-01.001.gz a/b.git/gc.log lfs/x.log
                """);
        var gitea = target(Map.of("logs", DISK + "/gitea/log"));
        var step = new DeleteOldLogs(deletion);

        var plan = step.plan(new DeleteOldLogs.Order(Duration.ofDays(7), 100), gitea);
        step.execute(plan, gitea);

        assertThat(paths(plan)).containsExactly("/gitea/log/gitea.log.2026-09-01.001.gz");
        assertThat(LabHost.inside("cd /srv/gitops/gitea/log && find . -type f | sort"))
                .isEqualTo("./a/b.git/gc.log\n./lfs/x.log\n");
    }

    @Test
    @Tag("A084")
    void whatRunsAsRootIsEndedAtItsLimit() throws Exception {
        LabHost.inside("cd /srv/gitops/backups && truncate -s 900G endless");
        try (var host = hosts.open(target)) {
            var answer = host.runAsRoot(
                    Duration.ofSeconds(1), List.of("sha256sum", "--zero", "--", DISK + "/backups/endless"));

            assertThat(answer.failure()).contains("did not end in time");
            assertThat(LabHost.inside("pgrep -x sha256sum || echo none")).isEqualTo("none\n");
        }
    }

    @Test
    @Tag("F29")
    void whatAPersonCancelsEndsOnTheHost(@TempDir Path folder) throws Exception {
        try (var host = hosts.open(target);
                var watched = new WatchedCall(folder)) {
            watched.begin(output -> host.run(Duration.ofSeconds(60), List.of("yes", "still here"), output::line));
            assertThat(watched.lines(5)).contains("still here");

            assertThat(watched.cancel()).isLessThan(Duration.ofSeconds(5));
        }
        Until.within(Duration.ofSeconds(5))
                .see(
                        "it is gone",
                        () -> LabHost.inside("pgrep -x yes || echo none").equals("none\n"));
    }

    @Test
    @Tag("chaos")
    @Tag("F29")
    void aMillionFilesShowHowFarItIs_andACancelEndsRootsFindOnTheHost(@TempDir Path folder) throws Exception {
        for (var part = 1; part <= 5; part++) {
            LabHost.inside("mkdir -p /srv/many/a && cd /srv/many/a && seq -f f" + part + "%06g 200000 | xargs touch");
        }
        var many = target(Map.of("disk", "/srv/many"));
        var step = new ShowDiskUsage(hosts);
        var order = new ShowDiskUsage.Order(85, 60);
        try (var watched = new WatchedCall(folder)) {
            watched.begin(output -> step.read(order, many, output));
            assertThat(watched.lines(2)).anyMatch(line -> line.contains("files so far"));

            var took = watched.cancel();

            assertThat(took).isLessThan(Duration.ofSeconds(5));
            Until.within(Duration.ofSeconds(5))
                    .see(
                            "it is gone",
                            () -> LabHost.inside("pgrep -x find || echo none").equals("none\n"));
            System.out.println("cancelled after " + took);
            var began = System.nanoTime();
            assertThat(step.read(order, many).summary()).contains("largest: /srv/many/a");
            System.out.println("a million files in " + Duration.ofNanos(System.nanoTime() - began));
        } finally {
            for (var part = 1; part <= 5; part++) {
                LabHost.inside("cd /srv/many/a && seq -f f" + part + "%06g 200000 | xargs rm");
            }
            LabHost.inside("rm -r /srv/many");
        }
    }

    @Test
    void whereSudoDoesNotAllowIt_thePlanSaysSo() throws Exception {
        var plan = new DeleteOldLogs(deletion)
                .plan(new DeleteOldLogs.Order(Duration.ofDays(7), 100), target(Map.of("logs", "/var/log")));

        assertThat(plan.obstacle()).contains("does not let Firebreak's user run realpath -e -- /var/log as root");
    }

    private static List<String> paths(Plan plan) {
        return plan.resources().stream()
                .map(id -> id.substring(DISK.length(), id.indexOf(" (")))
                .toList();
    }

    private static Target target(Map<String, String> other) {
        var settings = new HashMap<>(Map.of(
                "disk", DISK,
                "logs", DISK + "/logs",
                "temporary", DISK + "/tmp",
                "temporaryOwners", "gitops",
                "backups", DISK + "/backups"));
        settings.putAll(other);
        return LabHost.target(settings);
    }
}
