package dev.firebreak.runbook.step.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import dev.firebreak.runbook.output.WatchedCall;
import dev.firebreak.runbook.step.docker.engine.DockerEngine;
import dev.firebreak.runbook.step.docker.engine.DockerExec;
import dev.firebreak.runbook.step.docker.engine.DockerLogs;
import dev.firebreak.runbook.step.docker.engine.EndlessOutput;
import dev.firebreak.runbook.step.docker.engine.LabDocker;
import dev.firebreak.runbook.step.docker.engine.TcpToUnixSocketProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands in containers of a real Docker Engine. */
@Lab({"DOCKER_SOCKET", "IMAGE_BUSYBOX", "IMAGE_NOSHELL"})
class DockerExecLabTests {

    private final LabDocker docker = new LabDocker().witnessed();
    private final DockerEngine engine = LabDocker.engine();
    private final DockerExec exec = new DockerExec(engine);

    @AfterEach
    void close() throws Exception {
        docker.close();
        engine.destroy();
    }

    @Test
    @Tag("F5")
    void muchOutputKeepsBothEndsCountAndHash() throws Exception {
        var id = busybox("-flood");

        var ended = exec.run(id, EndlessOutput.of(64), EndlessOutput.LIMIT);

        assertThat(ended.output().bytes()).isGreaterThanOrEqualTo(64L << 20);
        assertThat(ended.output().text().length()).isLessThan(1_200_000);
        assertThat(ended.output().text()).contains("bytes left out, SHA-256 of all");
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    @Tag("F5")
    void aQuarterOfAGigabyteOfOutputGrowsTheProcessByLessThan64MiB() throws Exception {
        assertThat(EndlessOutput.grownBy(busybox("-flood"), 256)).as("bytes").isLessThan(64L << 20);
    }

    @Test
    @Tag("F5")
    @Tag("chaos")
    void aGigabyteOfOutputGrowsTheProcessByLessThan64MiB() throws Exception {
        assertThat(EndlessOutput.grownBy(busybox("-flood"), 1024)).as("bytes").isLessThan(64L << 20);
    }

    @Test
    @Tag("F6")
    void whatNeverEndsIsKilledInside_evenIfItIgnoresTERM() throws Exception {
        var id = busybox("-stuck");

        var ended = exec.run(id, List.of("sh", "-c", "trap '' TERM; sleep 1000"), Duration.ofSeconds(2));

        assertThat(ended.stopped()).isEqualTo("by timeout inside the container");
        assertThat(LabDocker.docker("top", docker.prefix + "-stuck")).doesNotContain("trap");
    }

    @Test
    @Tag("F6")
    void withoutTimeoutInTheImageItIsKilledFromOutside() throws Exception {
        var id = busybox("-stuck");
        LabDocker.docker("exec", docker.prefix + "-stuck", "rm", "-f", "/bin/timeout", "/usr/bin/timeout");

        var ended = exec.run(id, List.of("sleep", "1000"), Duration.ofSeconds(1));

        assertThat(ended.stopped()).startsWith("by killing process ");
        assertThat(LabDocker.docker("top", docker.prefix + "-stuck")).doesNotContain("sleep 1000");
    }

    @Test
    @Tag("F29")
    void linesAreSeenWhileItRuns_andACancelEndsItInTheContainer(@TempDir Path folder) throws Exception {
        var id = busybox("-watched");
        var loop = List.of("sh", "-c", "while true; do echo tick; sleep 0.1; done");
        try (var watched = new WatchedCall(folder)) {
            watched.begin(output -> exec.run(id, loop, Duration.ofSeconds(60), output::line));
            assertThat(watched.lines(5)).containsOnly("tick");

            assertThat(watched.cancel()).isLessThan(Duration.ofSeconds(5));

            // The engine needs a moment to see that a killed process is gone.
            for (var look = 0; look < 50 && top("-watched").contains("echo tick"); look++) {
                Thread.sleep(100);
            }
            assertThat(top("-watched")).doesNotContain("echo tick");
        }
    }

    private String top(String container) {
        return LabDocker.docker("top", docker.prefix + container);
    }

    @Test
    @Tag("F29")
    void linesOfALogAreSeenAsTheyCome() throws Exception {
        var name = docker.run("-logs", Lab.Settings.of("IMAGE_BUSYBOX") + " echo hello");
        var lines = new ArrayList<String>();

        new DockerLogs(engine).last(engine.named(name).orElseThrow().id(), 10, null, Duration.ofSeconds(5), lines::add);

        assertThat(lines).containsExactly("hello");
    }

    @Test
    @Tag("F7")
    void anImageWithoutTheProgramIsSaidBeforeAnythingStarts() throws Exception {
        var name = docker.run("-bare", Lab.Settings.of("IMAGE_NOSHELL"));
        var finding = new ListProcesses(engine, exec).read(new ListProcesses.Order(), LabDocker.target(name));

        assertThat(finding.succeeded()).isFalse();
        assertThat(finding.summary()).isEqualTo("The image of " + name + " has no ps, so nothing was run in it");
        assertThat(docker.commands(name)).isZero();
    }

    @Test
    @Tag("F7")
    void withoutTimeoutOnAnotherMachineThatIsSaidBeforeAnythingStarts(@TempDir Path folder) throws Exception {
        var name = docker.run("-bare", Lab.Settings.of("IMAGE_NOSHELL"));
        Files.createFile(Files.createDirectory(folder.resolve("bin")).resolve("ps"));
        LabDocker.docker("cp", folder.resolve("bin").toString(), name + ":/");
        try (var far = new TcpToUnixSocketProxy(Path.of(Lab.Settings.of("DOCKER_SOCKET")))) {
            var engineThere = LabDocker.engine(far.host());

            var finding = new ListProcesses(engineThere, new DockerExec(engineThere))
                    .read(new ListProcesses.Order(), LabDocker.target(name));

            assertThat(finding.succeeded()).isFalse();
            assertThat(finding.summary())
                    .startsWith("The image of " + name + " has no timeout, and its Docker Engine is");
            assertThat(docker.commands(name)).isZero();
            engineThere.destroy();
        }
    }

    @Test
    void processesAreListedWithoutTheirArguments() throws Exception {
        busybox("-list");
        var target = LabDocker.target(docker.prefix + "-list");

        var finding = new ListProcesses(engine, exec).read(new ListProcesses.Order(), target);

        assertThat(finding.details()).contains("PID", "sleep").doesNotContainPattern("sleep +3600");
    }

    private String busybox(String suffix) {
        var name = docker.run(suffix, Lab.Settings.of("IMAGE_BUSYBOX") + " sleep 3600");
        return engine.named(name).orElseThrow().id();
    }
}
