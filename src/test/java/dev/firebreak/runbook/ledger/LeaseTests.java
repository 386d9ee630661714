package dev.firebreak.runbook.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.RunbookFixture;
import dev.firebreak.runbook.RunbookFixtureTest;
import dev.firebreak.runbook.definition.StepRefused;
import dev.firebreak.worker.RetryLater;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Attempts that were left in the middle, and who may take them up. Stopped for real: {@code KilledStepTests}. */
class LeaseTests extends RunbookFixtureTest {

    @Test
    @Tag("A8")
    void killedAfterTheIntent_runsUnderTheSameApproval() throws Exception {
        var run = fixture.approved();
        intend(run);
        fixture.clock.passes(Duration.ofSeconds(31));

        run.execute();

        assertThat(run.outcome()).isEqualTo("done");
        assertThat(fixture.effects()).containsExactly("on");
        assertThat(run.step().attempt()).isEqualTo(2);
    }

    @Test
    @Tag("A8")
    void killedAfterTheIntent_andTheApprovalHasExpired_isVoid() throws Exception {
        var run = fixture.approved();
        intend(run);
        fixture.clock.passes(Duration.ofMinutes(16));

        assertThat(run.execute().outcome()).isEqualTo("void");
        assertThat(fixture.effects()).isEmpty();
    }

    @Test
    void anAttemptWhoseLeaseLivesIsWaitedFor() throws Exception {
        var run = fixture.approved();
        intend(run);
        fixture.clock.passes(Duration.ofSeconds(10));

        assertThatThrownBy(run::execute).isInstanceOf(RetryLater.class);
        assertThat(fixture.effects()).isEmpty();
    }

    @Test
    @Tag("C3")
    void aZombieThatWakesLate_mayNotBegin() throws Exception {
        var run = fixture.approved();
        var zombie = intend(run);
        fixture.clock.passes(Duration.ofSeconds(31));

        assertThatThrownBy(() -> fixture.beans.getBean(Leases.class).run(zombie, "node:zombie"))
                .isInstanceOf(Leases.LeaseLost.class);
        run.execute();
        assertThatThrownBy(() -> fixture.beans
                        .getBean(Leases.class)
                        .end(zombie, "node:zombie", StepState.FAILED, Finding.of("late")))
                .isInstanceOf(Leases.LeaseLost.class);
        assertThat(run.step().state()).isEqualTo(StepState.SUCCEEDED);
    }

    @Test
    @Tag("C3")
    void onceAnAttemptIsTakenOver_theZombieMayNotWriteItsEnd() throws Exception {
        var leases = fixture.beans.getBean(Leases.class);
        var zombie = intend(fixture.approved());
        leases.run(zombie, "node:zombie");
        assertThat(leases.takeOver(zombie, "node:heir"))
                .as("while the lease lives")
                .isFalse();
        fixture.clock.passes(Duration.ofSeconds(31));

        assertThat(leases.takeOver(zombie, "node:heir")).isTrue();

        assertThatThrownBy(() -> leases.end(zombie, "node:zombie", StepState.SUCCEEDED, Finding.of("late")))
                .isInstanceOf(Leases.LeaseLost.class);
        assertThatThrownBy(() -> leases.extend(zombie, "node:zombie")).isInstanceOf(Leases.LeaseLost.class);
    }

    @Test
    @Tag("B8")
    void aRenewalThatComesThroughAfterTheLeaseChangesNothing() throws Exception {
        var leases = fixture.beans.getBean(Leases.class);
        var hung = intend(fixture.approved());
        leases.run(hung, "node:zombie");
        leases.extend(hung, "node:zombie");
        fixture.clock.passes(Duration.ofSeconds(31));

        assertThatThrownBy(() -> leases.extend(hung, "node:zombie")).isInstanceOf(Leases.LeaseLost.class);

        assertThat(leases.takeOver(hung, "node:heir")).isTrue();
    }

    @Test
    @Tag("A11")
    void theEngineIsToldAgainFromTheLedger() throws Exception {
        var run = fixture.approved().execute();
        run.variables.remove("written");

        run.execute();

        assertThat(run.variables).containsEntry("stepOutcome", "done").containsEntry("written", true);
        assertThat(fixture.effects()).containsExactly("on");
    }

    private Step intend(RunbookFixture.Run run) throws StepRefused {
        return fixture.beans.getBean(Leases.class).intend(run.step(), "node:zombie", Map.of("lines", "0"), steps -> {});
    }
}
