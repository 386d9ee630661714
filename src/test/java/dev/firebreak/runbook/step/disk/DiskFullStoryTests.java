package dev.firebreak.runbook.step.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.lab.Until;
import dev.firebreak.lifecycle.command.StuckStepSkips;
import dev.firebreak.lifecycle.status.ProcessStatus;
import dev.firebreak.runbook.output.StepCancel;
import dev.firebreak.runbook.step.PlayedTargetsStory;
import dev.firebreak.runbook.step.docker.image.FakeImages;
import dev.firebreak.runbook.step.host.FakeHosts;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The runbook of a full disk, as drawn, in its healthy, broken and "did not help" case. */
@Tag("A067")
class DiskFullStoryTests extends PlayedTargetsStory {

    private static final String RUNBOOK = "host-disk-full";
    private static final Duration OLD = Duration.ofDays(60);

    @Autowired
    FakeHosts host;

    @Autowired
    FakeImages images;

    @Autowired
    StepCancel cancel;

    @Autowired
    StuckStepSkips skips;

    @Autowired
    ProcessStatus status;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void theHostIsWell() {
        host.reset();
        images.all.clear();
    }

    @Test
    void whereThereIsRoom_nothingIsDeleted() {
        host.files.add("/var/log/gitops-auditor/a.log", 500, OLD);

        var incident = respondedTo("auditor-host", "disk-full");

        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Enough room");
        assertThat(host.files.all).hasSize(1);
    }

    @Test
    void logsTemporaryFilesAndImagesGoOnceApproved_andTheDiskSaysThatItHelped() {
        host.files.otherwiseUsed = 300_000;
        host.files.add("/var/log/gitops-auditor/a.log", 500_000, OLD);
        host.files.add("/var/tmp/a", 150_000, OLD);
        images.add('a', 7);
        var incident = respondedTo("auditor-host", "node-filesystem-almost-out-of-space");

        approves(incident, "disk.delete-old-logs");
        approves(incident, "disk.delete-temporary-files");
        approves(incident, "docker.remove-unused-images");

        assertThat(host.files.all).isEmpty();
        assertThat(images.all).isEmpty();
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Room regained");
        assertThat(world.ends(incident, "response")).containsExactly("Stabilised by runbook");
        assertThat(world.timelineOf(incident))
                .anyMatch(line -> line.contains("488.3 KiB regained by df, / is 45 % full"));
    }

    @Test
    void oldBackupsGoLast_andOnlyWhereTheRestDidNotHelp() {
        host.files.otherwiseUsed = 300_000;
        host.files.backup("/var/backups/gitops-auditor/1.tar", 400_000, OLD, true);
        host.files.backup("/var/backups/gitops-auditor/2.tar", 100_000, Duration.ofDays(2), true);
        host.files.backup("/var/backups/gitops-auditor/3.tar", 100_000, Duration.ofDays(1), true);
        var incident = respondedTo("auditor-host", "disk-filling-up");

        approves(incident, "disk.delete-old-backups");

        assertThat(host.files.paths()).noneMatch(path -> path.contains("1.tar")).hasSize(4);
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Regained by backups");
    }

    @Test
    @Tag("F29")
    void aMeasurementThatTakesTooLongIsCancelled_skippedAndTheRunbookGoesOn() throws Exception {
        host.counting = new CountDownLatch(1);
        var canceller = CompletableFuture.supplyAsync(() -> {
            var step = Until.within(Duration.ofSeconds(20))
                    .get(
                            "it is measured",
                            () -> jdbc
                                    .sql("select id, incident_id from running_step where ended_at is null"
                                            + " and topic = 'disk.show-usage'")
                                    .query((row, n) -> Map.entry(
                                            row.getObject("id", UUID.class),
                                            new IncidentId(row.getString("incident_id"))))
                                    .list()
                                    .stream()
                                    .findFirst());
            return cancel.cancel(step.getValue(), step.getKey(), "A million files", "carla");
        });

        var incident = respondedTo("auditor-host", "disk-full");

        assertThat(canceller.get().label()).isEqualTo("Show disk usage on gitops-auditor");
        var stuck = status.stuckStepsOf(incident);
        assertThat(stuck)
                .singleElement()
                .satisfies(
                        it -> assertThat(it.why()).contains("cancelled it: A million files. Try it again, or skip it"));
        world.passes(Duration.ofSeconds(1));
        skips.skip(incident, stuck.get(0).task(), "Go on without it", "carla");
        host.counting.countDown();
        world.untilNothingMoves();
        assertThat(status.stuckStepsOf(incident)).isEmpty();
        assertThat(world.timelineOf(incident))
                .anyMatch(line ->
                        line.contains("Cancelled \"Show disk usage on gitops-auditor\" while it ran: A million"));
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Room regained");
    }

    @Test
    void whereNothingMayGo_peopleLead() {
        host.files.otherwiseUsed = 990_000;

        var incident = respondedTo("gitops-auditor", "disk-full");

        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Disk still full");
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
    }
}
