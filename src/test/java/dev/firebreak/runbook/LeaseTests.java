package dev.firebreak.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.lifecycle.WorkPostponed;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Attempts that were left in the middle, and who may take them up. Stopped for real: {@link KilledTests}. */
class LeaseTests extends OnSite {

    @Test
    void A8_killedAfterTheIntent_runsUnderTheSameApproval() throws Exception {
        var run = site.approved();
        intend(run);
        site.clock.passes(Duration.ofSeconds(31));

        run.execute();

        assertThat(run.outcome()).isEqualTo("done");
        assertThat(site.effects()).containsExactly("on");
        assertThat(run.step().attempt()).isEqualTo(2);
    }

    @Test
    void A8_killedAfterTheIntent_andTheApprovalHasExpired_isVoid() throws Exception {
        var run = site.approved();
        intend(run);
        site.clock.passes(Duration.ofMinutes(16));

        assertThat(run.execute().outcome()).isEqualTo("void");
        assertThat(site.effects()).isEmpty();
    }

    @Test
    void anAttemptWhoseLeaseLivesIsWaitedFor() throws Exception {
        var run = site.approved();
        intend(run);
        site.clock.passes(Duration.ofSeconds(10));

        assertThatThrownBy(run::execute).isInstanceOf(WorkPostponed.class);
        assertThat(site.effects()).isEmpty();
    }

    @Test
    void C3_aZombieThatWakesLate_mayNotBegin() throws Exception {
        var run = site.approved();
        var zombie = intend(run);
        site.clock.passes(Duration.ofSeconds(31));

        assertThatThrownBy(() -> site.beans.getBean(Leases.class).run(zombie, "node:zombie"))
                .isInstanceOf(Leases.LeaseLost.class);
        run.execute();
        assertThatThrownBy(() -> site.beans
                        .getBean(Leases.class)
                        .end(zombie, "node:zombie", StepState.FAILED, Finding.of("late")))
                .isInstanceOf(Leases.LeaseLost.class);
        assertThat(run.step().state()).isEqualTo(StepState.SUCCEEDED);
    }

    @Test
    void C3_onceAnAttemptIsTakenOver_theZombieMayNotWriteItsEnd() throws Exception {
        var leases = site.beans.getBean(Leases.class);
        var zombie = intend(site.approved());
        leases.run(zombie, "node:zombie");
        assertThat(leases.takeOver(zombie, "node:heir"))
                .as("while the lease lives")
                .isFalse();
        site.clock.passes(Duration.ofSeconds(31));

        assertThat(leases.takeOver(zombie, "node:heir")).isTrue();

        assertThatThrownBy(() -> leases.end(zombie, "node:zombie", StepState.SUCCEEDED, Finding.of("late")))
                .isInstanceOf(Leases.LeaseLost.class);
        assertThatThrownBy(() -> leases.extend(zombie, "node:zombie")).isInstanceOf(Leases.LeaseLost.class);
    }

    @Test
    void A11_theEngineIsToldAgainFromTheLedger() throws Exception {
        var run = site.approved().execute();
        run.variables.remove("written");

        run.execute();

        assertThat(run.variables).containsEntry("stepOutcome", "done").containsEntry("written", true);
        assertThat(site.effects()).containsExactly("on");
    }

    private Step intend(Site.Run run) throws StepRefused {
        return site.beans.getBean(Leases.class).intend(run.step(), "node:zombie", Map.of("lines", "0"), steps -> {});
    }
}
