package dev.firebreak.runbook.step.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.runbook.RunbookFixture;
import dev.firebreak.runbook.ledger.StepState;
import dev.firebreak.runbook.step.docker.PlayedDockerEngine.Fate;
import dev.firebreak.worker.RetryLater;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Docker Engine dies or hangs in the middle of a restart. With a real engine: {@code DockerOutageLabTests}. */
class DockerOutageTests {

    @TempDir
    Path folder;

    private PlayedDockerEngine docker;
    private RunbookFixture fixture;

    @BeforeEach
    void open() throws Exception {
        docker = new PlayedDockerEngine();
        fixture = new RunbookFixture(
                folder, "firebreak.docker.host=" + docker.host(), "firebreak.docker.response-timeout=500ms");
    }

    @AfterEach
    void close() {
        fixture.close();
        docker.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"DIES_AFTER", "HANGS_AFTER"})
    @Tag("F1")
    @Tag("F2")
    void whatItDidIsProvedOnceItIsBack(Fate fate) throws Exception {
        var run = interrupted(fate);

        docker.back();

        assertThat(run.execute().outcome()).isEqualTo("done");
        assertThat(docker.restarts()).isEqualTo(1);
        assertThat(fixture.timeline()).last().asString().contains("after an interruption, it was started at ");
    }

    @ParameterizedTest
    @EnumSource(names = {"DIES_BEFORE", "HANGS_BEFORE"})
    @Tag("F1")
    @Tag("F2")
    void whatItMayStillDoIsUnknownAndNotRepeated(Fate fate) throws Exception {
        var run = interrupted(fate);

        docker.back();

        assertThat(run.execute().outcome()).isEqualTo("unknown");
        assertThat(run.execute().outcome()).isEqualTo("unknown");
        assertThat(docker.restarts()).isZero();
    }

    @Test
    @Tag("F1")
    void ifItStaysAwayAPersonDecides() throws Exception {
        var run = interrupted(Fate.DIES_AFTER);
        fixture.clock.passes(Duration.ofMinutes(3));

        assertThat(run.execute().outcome()).isEqualTo("unknown");

        assertThat(run.text("stepReason")).contains("what it did can't be seen: Docker Engine at ");
        assertThat(run.step().state()).isEqualTo(StepState.UNKNOWN);
    }

    /** It is asked again all the time, and no retry is spent. */
    private RunbookFixture.Run interrupted(Fate fate) throws Exception {
        var run = fixture.step("docker.restart-container").with("target", "box").with("stopWithin", "0s");
        run.plan().approvedBy("carla");
        docker.atRestart(fate);
        for (var tries = 0; tries < 2; tries++) {
            assertThatThrownBy(run::execute)
                    .isInstanceOf(RetryLater.class)
                    .hasMessageContaining("can't be seen yet: Docker Engine at " + docker.host());
            assertThat(run.step().state()).isEqualTo(StepState.RUNNING);
        }
        return run;
    }
}
