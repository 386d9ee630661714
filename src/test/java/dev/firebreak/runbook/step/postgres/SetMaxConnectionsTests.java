package dev.firebreak.runbook.step.postgres;

import static dev.firebreak.runbook.step.postgres.FakePostgres.TARGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.runbook.CompletedStep;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof.Verdict;
import dev.firebreak.runbook.step.postgres.server.ServerUnreachable;
import dev.firebreak.runbook.step.postgres.server.SessionState;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SetMaxConnectionsTests {

    private final FakePostgres server = new FakePostgres();
    private final SetMaxConnections step = new SetMaxConnections(server);

    @Test
    void itIsWrittenAndProvedAndUndoTakesItOutAgain() {
        var plan = plan(300);
        var done = execute(plan);
        assertThat(server.written).contains(300);
        assertThat(step.verify(plan, TARGET).verdict()).isEqualTo(Verdict.DONE);
        assertThat(step.verify(plan, TARGET).seen()).contains("in force: 20, waits for a restart");

        var undo = step.planUndo(done, TARGET).orElseThrow();
        execute(undo);

        assertThat(server.written).isEmpty();
        assertThat(step.verify(undo, TARGET).verdict()).isEqualTo(Verdict.DONE);
        assertThat(step.verify(plan, TARGET).verdict()).isEqualTo(Verdict.NOT_DONE);
    }

    @Test
    void undoPutsBackTheVeryNumberThatWasWrittenBefore() {
        server.written = Optional.of(120);
        var done = execute(plan(300));

        execute(step.planUndo(done, TARGET).orElseThrow());

        assertThat(server.written).contains(120);
    }

    @Test
    void undoLeavesAloneWhatSomebodyElseWroteMeanwhile() {
        var done = execute(plan(300));
        server.written = Optional.of(400);

        var undo = step.planUndo(done, TARGET).orElseThrow();

        assertThat(undo.isImpossible()).isTrue();
        assertThat(undo.obstacle()).contains("400").contains("another person");
    }

    @Test
    void undoOfWhatIsUndoneAlreadyHasNothingToDo() {
        var done = execute(plan(300));
        server.written = Optional.empty();

        var undo = step.planUndo(done, TARGET).orElseThrow();

        assertThat(undo.isNothing()).isTrue();
    }

    @Test
    void thePlanSaysThatItNeedsARestartAndMemory() {
        var plan = plan(300);

        assertThat(plan.summary()).contains("Takes effect only when the server restarts");
        assertThat(plan.warnings()).anySatisfy(warning -> assertThat(warning).contains("Shared memory (now 21MB)"));
        assertThat(plan.warnings()).anySatisfy(warning -> assertThat(warning).contains("for whatever reason"));
    }

    @Test
    void standbysAreThoughtOf() {
        server.replicas = 1;

        assertThat(plan(300).warnings())
                .anySatisfy(warning -> assertThat(warning).contains("standby"));
    }

    @Test
    void aLimitBelowWhatIsUsedIsSaid() {
        for (var i = 0; i < 12; i++) {
            server.session("gitea", SessionState.ACTIVE, Duration.ofSeconds(1));
        }

        assertThat(plan(14).warnings())
                .anySatisfy(warning -> assertThat(warning).contains("12 connections in use"));
        assertThat(plan(15).warnings())
                .noneSatisfy(warning -> assertThat(warning).contains("in use"));
    }

    @Test
    void whatWouldKeepTheServerFromStartingIsImpossible() {
        assertThat(plan(3).obstacle()).contains("would not start");
        assertThat(plan(4).isImpossible()).isFalse();
    }

    @Test
    void aCommandLineWinsOverTheFilesSoNothingIsPlanned() {
        server.fixedByCommandLine = true;

        assertThat(plan(300).obstacle()).contains("command line");
    }

    @Test
    void whatIsWrittenAlreadyIsNothingToDo() {
        server.written = Optional.of(300);

        var plan = plan(300);

        assertThat(plan.isImpossible()).isFalse();
        assertThat(plan.resources()).isEmpty();
        assertThat(plan.summary()).contains("written as 300 already").contains("waits for a restart");
    }

    @Test
    @Tag("F13")
    void anotherServerBehindTheSameNameGetsNothing() {
        var plan = plan(300);
        server.cluster = "1";

        assertThat(step.execute(plan, TARGET).succeeded()).isFalse();
        assertThat(server.written).isEmpty();
        assertThat(step.changed(plan, plan(300))).isPresent();
        assertThat(step.verify(plan, TARGET).verdict()).isEqualTo(Verdict.CANNOT_TELL);
    }

    @Test
    void theProbeReadsTheFile() {
        var plan = plan(300);
        var intent = new Intent(plan, plan.stateBefore(), server.now, true);

        assertThat(step.probe(intent, TARGET).verdict()).isEqualTo(Verdict.NOT_DONE);
        server.written = Optional.of(300);
        assertThat(step.probe(intent, TARGET).verdict()).isEqualTo(Verdict.DONE);
        server.unreachable = true;
        assertThatThrownBy(() -> step.probe(intent, TARGET)).isInstanceOf(ServerUnreachable.class);
    }

    private Plan plan(int limit) {
        return Plan.fromJson(
                step.plan(new SetMaxConnections.Order(limit), TARGET).json());
    }

    private CompletedStep execute(Plan plan) {
        assertThat(step.execute(plan, TARGET).succeeded()).isTrue();
        return new CompletedStep(plan, plan.stateBefore(), server.now);
    }
}
