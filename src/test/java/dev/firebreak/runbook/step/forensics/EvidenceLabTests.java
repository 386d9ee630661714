package dev.firebreak.runbook.step.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Finding.Attachment;
import dev.firebreak.runbook.TimeLimit;
import dev.firebreak.runbook.step.docker.engine.DockerEngine;
import dev.firebreak.runbook.step.docker.engine.DockerExec;
import dev.firebreak.runbook.step.docker.engine.DockerLogs;
import dev.firebreak.runbook.step.docker.engine.LabDocker;
import dev.firebreak.runbook.step.docker.namespace.DockerNamespaces;
import dev.firebreak.runbook.step.docker.namespace.NamespaceSettings;
import dev.firebreak.runbook.step.docker.state.DockerContainerStates;
import dev.firebreak.runbook.step.docker.state.DockerDisk;
import dev.firebreak.runbook.step.forensics.container.DockerTraces;
import dev.firebreak.runbook.step.host.LabHost;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Evidence of a real host over a real sshd, and of a real container: before and after something was left there. */
@Lab(
        value = {
            LabHost.PORT,
            LabHost.KEY,
            LabHost.LOGIN,
            LabHost.CONTAINER,
            "DOCKER_SOCKET",
            "TOOLS_IMAGE",
            "IMAGE_BUSYBOX"
        },
        alone = LabHost.PORT)
class EvidenceLabTests {

    private static final String MEND =
            "mv /usr/bin/git.kept /usr/bin/git 2>/dev/null; pkill -x '[.]x';" + " rm -rf /var/tmp/.x /root/.ssh; true";

    private final DockerEngine engine = LabDocker.engine();
    private final LabDocker docker = new LabDocker();
    private final Target host = LabHost.target(Map.of("packages", "git"));
    private CollectEvidence step;
    private ShowForeignSessions sessions;

    @BeforeEach
    void nothingIsLeft() throws Exception {
        LabHost.inside(MEND);
        var namespaces =
                new DockerNamespaces(engine, new NamespaceSettings(Lab.Settings.of("TOOLS_IMAGE")), Clock.systemUTC());
        var foreign = new ForeignSessions(LabHost.hosts(), namespaces);
        var states = new DockerContainerStates(engine, new DockerLogs(engine), new DockerDisk(new DockerExec(engine)));
        sessions = new ShowForeignSessions(foreign);
        step = new CollectEvidence(
                new HostEvidence(LabHost.hosts(), foreign, Clock.systemUTC()),
                new ContainerEvidence(
                        engine,
                        new DockerTraces(engine),
                        states,
                        namespaces,
                        foreign,
                        new TimeLimit(),
                        Clock.systemUTC()));
    }

    @AfterEach
    void mend() throws Exception {
        LabHost.inside(MEND);
        docker.close();
        engine.destroy();
    }

    @Test
    @Tag("A079")
    @Tag("A080")
    void whatAnAttackLeftOnAHostIsKept_andNamed() throws Exception {
        var before = collected(host);
        assertThat(before.summary()).contains("8 parts of evidence read");
        assertThat((String) before.variables().get("indicators")).doesNotContain("/var/tmp", "/usr/bin/git");
        LabHost.inside("cp /bin/sleep /var/tmp/.x; setsid /var/tmp/.x 600 >/dev/null 2>&1 & "
                + "mkdir -p /root/.ssh; echo 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"
                + " eve' >/root/.ssh/authorized_keys; mv /usr/bin/git /usr/bin/git.kept; cp /bin/true /usr/bin/git");

        var finding = collected(host);

        assertThat((String) finding.variables().get("indicators"))
                .contains("/var/tmp/.x", "named \"eve\"", "/root/.ssh/authorized", "/usr/bin/git");
        assertThat(text(finding, "processes.txt")).contains("/var/tmp/.x 600");
        assertThat(text(finding, "connections.txt")).contains("sshd");
        assertThat(text(finding, "open-files.txt")).contains("/fd/");
        assertThat(text(finding, "logins.txt")).contains("Accepted publickey for firebreak");
        assertThat(sessions.read(new ShowForeignSessions.Order(), host).variables())
                .as("Firebreak's own session is not foreign")
                .containsEntry("sessionsEnded", true);
        assertThat(LabHost.inside("pgrep -x '[.]x'")).as("it is not ended").isNotBlank();
    }

    @Test
    @Tag("A079")
    @Tag("A080")
    void whatAnAttackLeftInAContainerIsKept_andNothingRunsInIt() throws Exception {
        docker.witnessed();
        var name = docker.prefix + "-victim";
        var network = LabDocker.docker("network", "create", docker.prefix);
        try {
            LabDocker.docker(
                    "run",
                    "-d",
                    "--name",
                    name,
                    "--network",
                    docker.prefix,
                    Lab.Settings.of("IMAGE_BUSYBOX"),
                    "sh",
                    "-c",
                    "cp /bin/busybox /bin/evil; echo token=hunter22; sleep 600; true",
                    "sh",
                    "--password=hunter22");
            var target = LabDocker.target(name);

            var finding = collected(target);

            assertThat(finding.summary()).contains("5 parts of evidence read");
            assertThat((String) finding.variables().get("indicators")).contains("/bin/evil");
            assertThat(text(finding, "file-changes.txt")).contains("A /bin/evil");
            assertThat(text(finding, "connections.txt")).contains("local_address");
            assertThat(text(finding, "processes.txt"))
                    .contains("--password=***")
                    .doesNotContain("hunter22");
            assertThat(text(finding, "log.txt")).contains("token=***").doesNotContain("hunter22");
            assertThat(text(finding, "configuration.txt")).contains("privileged false");
            assertThat(docker.commands(name)).as("commands in the container").isZero();
        } finally {
            LabDocker.docker("rm", "-f", name);
            LabDocker.docker("network", "rm", network);
        }
    }

    private Finding collected(Target target) throws InterruptedException {
        return step.read(new CollectEvidence.Order(Duration.ofHours(1)), target);
    }

    private static String text(Finding finding, String name) {
        return finding.attachments().stream()
                .filter(it -> it.name().equals(name))
                .map(Attachment::text)
                .findFirst()
                .orElseThrow();
    }
}
