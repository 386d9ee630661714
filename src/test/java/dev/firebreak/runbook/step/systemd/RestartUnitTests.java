package dev.firebreak.runbook.step.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof.Verdict;
import dev.firebreak.runbook.step.host.FakeHosts;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the step plans, refuses and proves, on a played host. */
class RestartUnitTests {

    private static final String UNIT = "gitops-auditor.service";

    private final FakeHosts host = new FakeHosts();
    private final RestartUnit step = new RestartUnit(host);
    private final Target target = target(UNIT + ", gitops-dashboard.service");

    @Test
    @Tag("A089")
    void onlyAUnitOfTheCatalogueIsPlanned_byItsWholeName() throws Exception {
        assertThat(plan("").resources()).containsExactly(UNIT + "@0123456789abcdef");
        assertThat(plan("gitops-dashboard.service").isImpossible()).isFalse();
        assertThat(plan("gitops.service").obstacle()).contains("does not list gitops.service as a unit");
        assertThat(step.plan(order(""), target("sshd, *.service, --all.service"))
                        .obstacle())
                .contains("lists no unit of auditor");
    }

    @Test
    void aUnitThatIsNotThereIsNotRestarted_andAChangedUnitFileIsSaid() throws Exception {
        host.needsReload = "yes";
        assertThat(plan("").warnings()).anyMatch(it -> it.contains("unit file changed"));
        host.states.remove(UNIT);
        assertThat(plan("").obstacle()).contains(UNIT + " is not-found");
    }

    @Test
    @Tag("F4")
    void aHostThatWasInstalledAgainIsNotTouched() throws Exception {
        var plan = plan("");
        host.machine = "another";

        assertThat(step.execute(plan, target).summary()).contains("another machine than planned");
        assertThat(step.changed(plan, plan(""))).isPresent();
        assertThat(host.asRoot).isEmpty();
    }

    @Test
    void aUnitThatFailedTooOftenMayStartAgain() throws Exception {
        host.states.put(UNIT, "failed");
        host.atRestart = () -> host.start(UNIT);

        assertThat(step.execute(plan(""), target).succeeded()).isTrue();
        assertThat(host.asRoot).containsExactly("systemctl reset-failed " + UNIT, "systemctl restart " + UNIT);
    }

    @Test
    void theProbeTellsByTheStartOfTheUnit() throws Exception {
        var plan = plan("");
        assertThat(probed(plan, false)).isEqualTo(Verdict.NOT_DONE);
        assertThat(probed(plan, true)).isEqualTo(Verdict.CANNOT_TELL);
        host.start(UNIT);
        assertThat(probed(plan, true)).isEqualTo(Verdict.DONE);
        host.states.put(UNIT, "failed");
        assertThat(probed(plan, true)).isEqualTo(Verdict.CANNOT_TELL);
    }

    private Verdict probed(Plan plan, boolean begun) throws InterruptedException {
        var intent = new Intent(plan, plan.stateBefore(), Instant.EPOCH, begun);
        return step.probe(intent, target).verdict();
    }

    private Plan plan(String unit) throws InterruptedException {
        return step.plan(order(unit), target);
    }

    private static RestartUnit.Order order(String unit) {
        return new RestartUnit.Order(unit, Duration.ofMillis(1));
    }

    private static Target target(String units) {
        return new Target("auditor", "host", "tier-2", true, false, Map.of("units", units), Map.of());
    }
}
