package dev.firebreak.runbook.run;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.CompletedStep;
import dev.firebreak.runbook.Effect;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof;
import dev.firebreak.runbook.RunbookDelegate;
import dev.firebreak.runbook.RunbookStep;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.test.context.TestComponent;

/** Plays a step that can be taken back and ends as a story needs it. */
@TestComponent // kept out of booted tests
@RunbookStep(topic = "test.move-lever", title = "Move lever", description = "Moves it.", effect = Effect.REVERSIBLE)
public class LeverTestStep implements RunbookDelegate<LeverTestStep.Order> {

    enum Lever {
        MOVES,
        IS_THERE_ALREADY,
        IS_LOCKED,
        BREAKS,
        GIVES_NO_SIGN,
        SPRINGS_BACK
    }

    record Order() {}

    volatile Lever lever = Lever.MOVES;
    volatile String id = "lever-1";

    @Override
    public Plan plan(Order order, Target target) {
        return switch (lever) {
            case IS_LOCKED -> Plan.impossible("The lever is locked.");
            case IS_THERE_ALREADY -> Plan.to("The lever is there already.");
            default -> Plan.to("Move the lever").on(List.of(id));
        };
    }

    @Override
    public Finding execute(Plan plan, Target target) {
        return switch (lever) {
            case BREAKS -> Finding.failed("the lever broke");
            case GIVES_NO_SIGN -> throw new IllegalStateException("no sign of the lever");
            default -> Finding.of("moved");
        };
    }

    @Override
    public Proof probe(Intent intent, Target target) {
        return Proof.cannotTell("it is dark");
    }

    @Override
    public Proof verify(Plan plan, Target target) {
        return lever == Lever.SPRINGS_BACK ? Proof.notDone("it sprang back") : Proof.done("it is there");
    }

    @Override
    public Optional<Plan> planUndo(CompletedStep done, Target target) {
        return Optional.of(Plan.to("Move the lever back").on(List.of(id)));
    }
}
