package dev.firebreak.runbook.step.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import dev.firebreak.lab.Until;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.step.docker.engine.DockerEngine;
import dev.firebreak.runbook.step.docker.engine.DockerExec;
import dev.firebreak.runbook.step.docker.engine.DockerLogs;
import dev.firebreak.runbook.step.docker.engine.LabDocker;
import dev.firebreak.runbook.step.docker.state.DockerContainerStates;
import dev.firebreak.runbook.step.docker.state.DockerDisk;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The check of a container on a real Docker Engine: healthy, broken, mended by a restart, and not helped by one. */
@Lab({"DOCKER_SOCKET", "IMAGE_SERVICE", "IMAGE_BUSYBOX"})
@Tag("A086")
class GuidedChecksLabTests {

    private final LabDocker docker = new LabDocker();
    private final DockerEngine engine = LabDocker.engine();
    private final CheckContainer check = new CheckContainer(
            new DockerContainerStates(engine, new DockerLogs(engine), new DockerDisk(new DockerExec(engine))));

    @AfterEach
    void close() throws Exception {
        docker.close();
        engine.destroy();
    }

    @Test
    void aHealthyContainerIsWell_withItsDiskAndItsLastLines() throws Exception {
        var name = docker.service("-a");
        awaits(name, "healthy");

        var seen = read(name);

        assertThat(seen.summary()).isEqualTo(name + " is running, healthy.");
        assertThat(facts(seen)).containsEntry("containerHealthy", true).containsEntry("containerLogClean", true);
        assertThat(seen.details()).contains("started").containsPattern("Disk used \\| \\d+ %");
        assertThat(seen.attachments())
                .singleElement()
                .satisfies(it -> assertThat(it.text()).contains("started"));
    }

    @Test
    void aContainerThatEndsSaysItsExitCodeAndWhatItsLogNames() throws Exception {
        var name = docker.run("-b", Lab.Settings.of("IMAGE_BUSYBOX") + " cat /no-such-configuration");
        Until.within(Duration.ofSeconds(10))
                .see(
                        "the end of " + name,
                        () -> !engine.named(name).orElseThrow().isRunning());

        var seen = read(name);

        assertThat(seen.summary())
                .startsWith(name + " is not running. Exit code 1: its program ended with an error.")
                .contains("its configuration is wrong or incomplete");
        assertThat(facts(seen)).containsEntry("containerHealthy", false);
    }

    @Test
    void aCommandThatTheImageLacksIsNamed() throws Exception {
        var name = docker.prefix + "-c";
        docker.creates("-c", Lab.Settings.of("IMAGE_BUSYBOX") + " no-such-program");

        assertThat(read(name).summary()).contains("created but was never started", "The engine says: ");
    }

    @Test
    void aSickContainerIsSeen_aRestartMendsOneAndNotTheOther() throws Exception {
        var mended = docker.service("-d");
        var unmended = docker.service("-e");
        LabDocker.docker("exec", mended, "touch", "/tmp/sick");
        LabDocker.docker("exec", unmended, "touch", "/etc/sick");
        for (var name : new String[] {mended, unmended}) {
            awaits(name, "unhealthy");
            assertThat(read(name).summary()).contains("it runs, but does not do its work");
            engine.restart(engine.named(name).orElseThrow().id(), Duration.ofSeconds(2));
        }
        awaits(mended, "healthy");
        awaits(unmended, "unhealthy");

        assertThat(facts(read(mended))).containsEntry("containerHealthy", true);
        assertThat(facts(read(unmended))).containsEntry("containerHealthy", false);
    }

    @Test
    @Tag("F19")
    void aContainerThatIsNotThereIsASentence() throws Exception {
        assertThat(read(docker.prefix + "-gone").summary())
                .isEqualTo(
                        "There is no container " + docker.prefix + "-gone on the Docker Engine. A restart can't help:"
                                + " create it again from its own configuration.");
    }

    private Finding read(String name) throws Exception {
        return check.read(new CheckContainer.Order(), LabDocker.target(name));
    }

    private static Map<String, Object> facts(Finding seen) {
        return seen.variables();
    }

    private void awaits(String name, String health) {
        Until.within(Duration.ofSeconds(20))
                .see(
                        name + " " + health,
                        () -> health.equals(engine.named(name).orElseThrow().health()));
    }
}
