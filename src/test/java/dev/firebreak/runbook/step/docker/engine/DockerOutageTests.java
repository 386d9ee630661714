package dev.firebreak.runbook.step.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.runbook.RunbookFixture;
import dev.firebreak.runbook.ledger.StepState;
import dev.firebreak.runbook.step.docker.engine.PlayedDockerEngine.Fate;
import dev.firebreak.worker.RetryLater;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
                folder, "firebreak.docker.host=" + docker.host(), "firebreak.docker.response-timeout=1s");
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

    /** Where the client's own time-out does not count. */
    @Test
    @Tag("F2")
    void anEngineThatHangsBehindAUnixSocketIsToldInTime() throws Exception {
        var socket = folder.resolve("docker.sock");
        try (var silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(socket));
            var engine = new DockerEngine(
                    new DockerSettings("unix://" + socket, Duration.ofSeconds(1), Duration.ofMillis(300)));

            var call = CompletableFuture.supplyAsync(() -> engine.named("box"));

            assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(Exception.class)
                    .cause()
                    .isInstanceOf(DockerUnreachable.class)
                    .hasMessageContaining("it did not answer in time");
            engine.destroy();
        }
    }

    @Test
    @Tag("F1")
    void ifItStaysAwayAPersonDecides() throws Exception {
        var run = interrupted(Fate.DIES_AFTER);
        assertThatThrownBy(run::execute).isInstanceOf(RetryLater.class);
        fixture.clock.passes(Duration.ofMinutes(3));

        assertThat(run.execute().outcome()).isEqualTo("unknown");

        assertThat(run.text("stepReason")).contains("what it did can't be seen: Docker Engine at ");
        assertThat(run.step().state()).isEqualTo(StepState.UNKNOWN);
    }

    @Test
    @Tag("F1")
    void meanwhilePeopleReadOnceWhatWasOrderedByWhomAndWhyNobodyKnows() throws Exception {
        var run = interrupted(Fate.DIES_AFTER);
        assertThatThrownBy(run::execute).isInstanceOf(RetryLater.class);

        assertThat(fixture.timeline())
                .filteredOn(line -> line.startsWith("Outcome of "))
                .singleElement()
                .asString()
                .startsWith("Outcome of \"Restart container on box\" is not known yet: Docker Engine at ")
                .contains("; Firebreak keeps probing", "(asked by ", "approved by carla)");
        assertThat(run.step().summary()).startsWith("Outcome of \"Restart container on box\" is not known yet");
        docker.back();
        assertThat(run.execute().outcome()).isEqualTo("done");
        assertThat(run.step().summary()).contains("after an interruption");
    }

    /** It is asked again later, and no retry is spent. */
    private RunbookFixture.Run interrupted(Fate fate) throws Exception {
        var run = fixture.step("docker.restart-container").with("target", "box").with("stopWithin", "0s");
        run.plan().approvedBy("carla");
        docker.atRestart(fate);
        assertThatThrownBy(run::execute)
                .isInstanceOf(RetryLater.class)
                .hasMessageContaining("can't be seen yet: Docker Engine at " + docker.host());
        assertThat(run.step().state()).isEqualTo(StepState.RUNNING);
        return run;
    }
}
