package dev.firebreak.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import dev.firebreak.comms.channel.mail.FakeSmtpServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A packaged Firebreak is suspended in the middle of a step (SIGSTOP), and wakes up after another one proved it. */
@Lab({"FIREBREAK_DB_PORT", "DOCKER_SOCKET", "IMAGE_BUSYBOX"})
@Tag("chaos")
class PausedNodeLabTests {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final List<String> VERIFIED = List.of("VERIFIED");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path home;

    private final ServicesUnderTest services = new ServicesUnderTest();
    private final FakeSmtpServer post = new FakeSmtpServer();
    private FirebreakProcess left;
    private FirebreakProcess right;

    @AfterEach
    void end() throws Exception {
        for (var node : Stream.of(left, right).filter(Objects::nonNull).toList()) {
            if (node.isAlive()) {
                node.resume();
            }
            node.close();
        }
        services.close();
        post.close();
    }

    @Test
    @Tag("C3")
    void aNodeThatSleepsPastItsLeaseInTheMiddleOfAStep_changesNothingWhenItWakes() throws Exception {
        services.stubborn("slow", Duration.ofSeconds(6));
        var database = LabEnvironment.freshDatabase("paused_node");
        left = node(18092, "left", database).start();
        right = node(18093, "right", database).start();
        LabPeople.hire(left);
        var incident = leftRestartsTheContainer();

        left.pause();
        right.resume();
        var desk = new HttpTasklist(right);
        Until.within(Duration.ofSeconds(120))
                .see("the other node proves the restart", () -> VERIFIED.equals(desk.stepStates(incident)));
        left.resume();
        Until.within(SOON).see("the node that slept is ready", () -> left.isReady());
        Thread.sleep(10_000); // a lease: whatever it still wants to say, it has said

        assertThat(services.restarts()).containsEntry("slow", 1L);
        for (var node : List.of(left, right)) {
            var steps = new HttpTasklist(node);
            assertThat(steps.stepStates(incident)).isEqualTo(VERIFIED);
            assertThat(steps.timeline(incident).stream()
                            .filter(line -> line.startsWith("Mitigation applied by runbook")))
                    .hasSize(1);
        }
    }

    private String leftRestartsTheContainer() throws Exception {
        left.alert(LabEnvironment.get("INGEST_TOKEN"), SampleAlert.firing("slow"));
        var desk = new HttpTasklist(left);
        var incident = desk.incident("slow");
        desk.work(incident, "UserTask_TakeCommand", Map.of());
        desk.work(incident, "UserTask_ConfirmSeverity", Map.of("confirmedSeverity", "P1"));
        desk.task(incident, "UserTask_ApproveStep");
        right.pause(); // so that the left node runs the step
        desk.work(incident, "UserTask_ApproveStep", Map.of("approved", "true"));
        Until.within(SOON)
                .see("the restart runs", () -> desk.stepStates(incident).equals(List.of("RUNNING")));
        return incident;
    }

    private FirebreakProcess node(int port, String name, String database) throws Exception {
        return services.lookedAfterBy(new FirebreakProcess(port, home.resolve(name)), Duration.ofSeconds(60))
                .with("firebreak.step-lease", "10s")
                .with("firebreak.worker.lock-for", "10s")
                .with("firebreak.worker.extend-every", "2s")
                .with("camunda.bpm.job-execution.lock-time-in-millis", 10_000)
                .mailsTo("127.0.0.1", post.port())
                .onPostgres(database);
    }
}
