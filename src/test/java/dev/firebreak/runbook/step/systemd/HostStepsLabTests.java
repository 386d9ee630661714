package dev.firebreak.runbook.step.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.Lab;
import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.Proof.Verdict;
import dev.firebreak.runbook.step.host.LabHost;
import dev.firebreak.runbook.step.host.command.HostUnreachable;
import dev.firebreak.runbook.step.host.ssh.SshHosts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The steps on units of a real systemd, over a real sshd: healthy, broken, and broken after the restart. */
@Lab(
        value = {LabHost.PORT, LabHost.KEY, LabHost.LOGIN, LabHost.CONTAINER},
        alone = LabHost.PORT)
class HostStepsLabTests {

    private static final String UNIT = "gitops-auditor.service";
    private static final RestartUnit.Order ORDER = new RestartUnit.Order("", Duration.ofSeconds(1));

    private final Target target = target(Map.of());
    private SshHosts hosts;

    @BeforeEach
    void theUnitRuns() throws Exception {
        hosts = LabHost.hosts();
        mend();
    }

    @AfterEach
    void mend() throws Exception {
        LabHost.inside(
                "rm -f /etc/gitops-auditor/broken; systemctl reset-failed " + UNIT + "; systemctl start " + UNIT);
    }

    @Test
    @Tag("A089")
    void aUnitThatRunsIsShown_withItsJournal() throws Exception {
        var seen = shown();

        assertThat(seen.summary()).isEqualTo("auditor-host: " + UNIT + " is active (running)");
        assertThat(seen.variables()).containsEntry("unitsHealthy", true);
        assertThat(seen.attachments().get(0).text()).contains("Started gitops-auditor.service");
    }

    @Test
    @Tag("A084")
    void whatAUnitWroteAsErrorsIsCounted() throws Exception {
        breakUnit();

        var seen = new ShowErrors(hosts).read(new ShowErrors.Order(Duration.ofMinutes(5)), target);

        assertThat(seen.variables().get("journalErrors")).isNotEqualTo(0L);
        assertThat(seen.attachments().get(0).text()).contains("gitops-auditor");
    }

    @Test
    @Tag("A089")
    void aUnitThatFailedTooOftenRunsAfterTheRestart_andTheStartProvesIt() throws Exception {
        breakUnit();
        assertThat(shown().variables()).containsEntry("unitsHealthy", false);
        var step = new RestartUnit(hosts);
        var plan = step.plan(ORDER, target);
        var intent = new Intent(plan, plan.stateBefore(), Instant.now(), true);
        LabHost.inside("rm /etc/gitops-auditor/broken");
        assertThat(step.probe(intent, target).verdict()).isEqualTo(Verdict.CANNOT_TELL);

        assertThat(step.execute(plan, target).succeeded()).isTrue();

        assertThat(step.probe(intent, target).verdict()).isEqualTo(Verdict.DONE);
        assertThat(step.verify(plan, target).isDone()).isTrue();
        assertThat(shown().variables()).containsEntry("unitsHealthy", true);
    }

    @Test
    @Tag("A089")
    void whereTheCauseStays_theRestartIsNotCalledDone() throws Exception {
        breakUnit();
        var step = new RestartUnit(hosts);
        var plan = step.plan(ORDER, target);

        assertThat(step.execute(plan, target).summary()).contains(UNIT + " did not restart, exit code 1");
        assertThat(step.verify(plan, target).verdict()).isEqualTo(Verdict.NOT_DONE);
    }

    @Test
    @Tag("A084")
    void aCommandThatDoesNotEndIsEndedOnTheHost_andRootIsNoMoreThanTheHostAllows() throws Exception {
        try (var host = hosts.open(target)) {
            assertThat(host.run(Duration.ofSeconds(1), List.of("sleep", "4711")).failure())
                    .isEqualTo("it did not end in time and was ended");
            assertThat(host.run(Duration.ofSeconds(5), List.of("pgrep", "-fx", "sleep 4711"))
                            .output())
                    .isEmpty();
            assertThat(host.run(Duration.ofSeconds(5), List.of("printf", "%s", "$(id) ' \" * ; \\ `id`"))
                            .output())
                    .isEqualTo("$(id) ' \" * ; \\ `id`");
            assertThat(host.runAsRoot(Duration.ofSeconds(5), List.of("cat", "/etc/shadow"))
                            .succeeded())
                    .isFalse();
        }
    }

    @Test
    @Tag("A084")
    void anotherHostKeyIsNotAccepted() {
        var other = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

        assertThatThrownBy(() -> hosts.open(target(Map.of("hostKey", other))))
                .isInstanceOf(HostUnreachable.class)
                .hasMessageContaining("shows another host key than the catalogue names");
    }

    private Finding shown() throws InterruptedException {
        return new ShowUnits(hosts).read(new ShowUnits.Order(50), target);
    }

    private void breakUnit() throws Exception {
        LabHost.inside("touch /etc/gitops-auditor/broken; systemctl restart " + UNIT
                + "; until systemctl is-failed --quiet " + UNIT + "; do sleep 0.1; done");
    }

    private static Target target(Map<String, String> other) {
        var settings = new HashMap<>(Map.of("units", UNIT));
        settings.putAll(other);
        return LabHost.target(settings);
    }
}
