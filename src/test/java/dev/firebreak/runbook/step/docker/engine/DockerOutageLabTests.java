package dev.firebreak.runbook.step.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.Lab;
import dev.firebreak.runbook.RunbookFixture;
import dev.firebreak.runbook.ledger.StepState;
import dev.firebreak.worker.RetryLater;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Docker Engine is killed, or stops to answer, while a container that stops slowly is restarted. */
@Lab(
        value = {"DOCKER_SOCKET", "IMAGE_BUSYBOX", "DOCKER_ENGINE_CONTROL"},
        alone = "DOCKER_SOCKET")
@Tag("chaos")
class DockerOutageLabTests {

    /** The container of the fixture's target of the same name. */
    private static final String BOX = "box";

    @TempDir
    Path folder;

    private RunbookFixture fixture;
    private Instant startedBefore;

    @BeforeEach
    void open() throws Exception {
        fixture = new RunbookFixture(
                folder,
                "firebreak.docker.host=" + Lab.Settings.of("DOCKER_HOST"),
                "firebreak.docker.response-timeout=2s");
        fixture.there("id", "lamp-1");
        remove();
        var image = Lab.Settings.of("IMAGE_BUSYBOX").split(" ");
        LabDocker.docker("run", "-d", "--name", BOX, "--network=none", "--tty", "--entrypoint=/bin/sh", image[0]);
        startedBefore = startedAt();
    }

    @AfterEach
    void close() throws Exception {
        control("start");
        remove();
        fixture.close();
    }

    @Test
    @Tag("F1")
    void anEngineThatIsKilledMidStep_leavesAnOutcomeThatIsProvedOrUnknown_andNeverASecondRestart() throws Exception {
        var run = restart();
        var attempt = CompletableFuture.supplyAsync(() -> outcome(run));
        Thread.sleep(1_500);

        control("kill");
        assertThat(attempt.get(60, TimeUnit.SECONDS)).isEqualTo("later");
        assertThat(outcome(run)).as("while it is away").isEqualTo("later");
        control("start");

        var wasRestarted = startedAt().isAfter(startedBefore);
        assertThat(outcome(run)).isEqualTo(wasRestarted ? "done" : "unknown");
        var at = startedAt();
        assertThat(outcome(run)).isEqualTo(wasRestarted ? "done" : "unknown");
        assertThat(startedAt()).as("not started again").isEqualTo(at);
    }

    @Test
    @Tag("F2")
    void anEngineThatStopsToAnswer_holdsUpNoOtherStep_andIsProbedWhenItGoesOn() throws Exception {
        var run = restart();
        var attempt = CompletableFuture.supplyAsync(() -> outcome(run));
        Thread.sleep(1_500);

        control("pause");
        assertThat(fixture.approved().execute().outcome()).as("another step").isEqualTo("done");
        assertThat(attempt.get(60, TimeUnit.SECONDS)).isEqualTo("later");
        assertThat(run.step().state()).isEqualTo(StepState.RUNNING);
        control("resume");
        Thread.sleep(8_000); // the container gets its time to stop

        assertThat(outcome(run)).isIn("done", "unknown");
        var at = startedAt();
        assertThat(outcome(run)).isIn("done", "unknown");
        assertThat(startedAt()).as("not started again").isEqualTo(at);
    }

    @Test
    @Tag("F2")
    void aReadOnAnEngineThatDoesNotAnswerEndsWithAPlainSentence() throws Exception {
        control("pause");
        var engine = new DockerEngine(
                new DockerSettings(Lab.Settings.of("DOCKER_HOST"), Duration.ofSeconds(1), Duration.ofSeconds(1)));

        assertThatThrownBy(() -> engine.named(BOX))
                .isInstanceOf(DockerUnreachable.class)
                .hasMessageContaining("did not answer in time");
        engine.destroy();
    }

    private RunbookFixture.Run restart() throws Exception {
        return fixture.step("docker.restart-container")
                .with("target", BOX)
                .with("stopWithin", "6s")
                .plan()
                .approvedBy("carla");
    }

    /** How the step ended, or "later" where it is not known yet. */
    private static String outcome(RunbookFixture.Run run) {
        try {
            return run.execute().outcome();
        } catch (RetryLater e) {
            return "later";
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Instant startedAt() {
        return Instant.parse(LabDocker.docker("inspect", "--format", "{{.State.StartedAt}}", BOX));
    }

    private static void remove() {
        try {
            LabDocker.docker("rm", "-f", BOX);
        } catch (IllegalStateException e) {
            // There is none.
        }
    }

    private static void control(String what) throws Exception {
        var control = new ProcessBuilder(Lab.Settings.of("DOCKER_ENGINE_CONTROL"), what)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(control.waitFor()).as(what).isZero();
    }
}
