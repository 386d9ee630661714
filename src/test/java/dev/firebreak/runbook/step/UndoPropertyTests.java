package dev.firebreak.runbook.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.CompletedStep;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof.Verdict;
import dev.firebreak.runbook.RunbookDelegate;
import dev.firebreak.runbook.definition.ParameterBinder;
import dev.firebreak.runbook.definition.StepDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;

/**
 * For every reversible step that is a bean: wherever it is killed, and wherever its undo is killed, the target is in
 * its state before once the undo has ended. A new reversible step is covered when it is there; its target is played
 * by a {@link PlayedTarget} of this context.
 */
@Tag("F20")
class UndoPropertyTests extends PlayedTargetsStory {

    /** Parameters without a default. */
    private static final Map<String, Object> VARIABLES = Map.of("limit", "300");

    /** More points than any step has: the step is not killed. */
    private static final int NEVER = 1_000;

    @Autowired
    List<RunbookDelegate<?>> steps;

    @Autowired
    List<PlayedTarget> played;

    @Autowired
    CurrentCatalog catalog;

    @Autowired
    ParameterBinder binder;

    @AfterEach
    void noTargetKills() {
        played.forEach(target -> target.killAt(NEVER));
    }

    @Test
    void someStepsAreReversible() {
        assertThat(reversible()).hasSizeGreaterThanOrEqualTo(4);
    }

    @TestFactory
    Stream<DynamicTest> whereverAStepAndItsUndoAreKilled_theStateBeforeIsThereAfterTheUndo() {
        return reversible().flatMap(this::cases).map(it -> dynamicTest(it.name(), it::holdsAtEveryPoint));
    }

    /** One for each kind of target on which the step has something to do. */
    private Stream<Case> cases(RunbookDelegate<?> step) {
        played.forEach(PlayedTarget::givesWork);
        var kinds = catalog.current().targets().values().stream()
                .map(Target::kind)
                .distinct()
                .filter(kind -> planned(step, kind).isPresent())
                .toList();
        if (kinds.isEmpty()) {
            throw new AssertionError(definition(step).topic() + " has nothing to do on any target: its technology needs"
                    + " a PlayedTarget in PlayedTargetsStory whose givesWork brings the state that it changes");
        }
        return kinds.stream().map(kind -> new Case(step, kind));
    }

    private Stream<RunbookDelegate<?>> reversible() {
        return steps.stream()
                .filter(step -> definition(step).reversible())
                .filter(step -> !AopUtils.getTargetClass(step).isAnnotationPresent(TestComponent.class));
    }

    private static StepDefinition definition(RunbookDelegate<?> step) {
        return StepDefinition.of(AopUtils.getTargetClass(step));
    }

    private Object captured() {
        return played.stream().map(PlayedTarget::captured).toList();
    }

    private int points() {
        return played.stream().mapToInt(PlayedTarget::points).sum();
    }

    private void killAt(int point) {
        played.forEach(target -> target.killAt(point));
    }

    /** A step with a target on which it has something to do. */
    private record Planned(Plan plan, Target target) {}

    private final class Case {

        private final RunbookDelegate<?> step;
        private final String kind;

        Case(RunbookDelegate<?> step, String kind) {
            this.step = step;
            this.kind = kind;
        }

        String topic() {
            return definition(step).topic();
        }

        String name() {
            return topic() + " on " + kind;
        }

        void holdsAtEveryPoint() throws Exception {
            var stepPoints = pointsOf(NEVER, NEVER).step;
            assertThat(stepPoints).as("points of a change in " + topic()).isPositive();
            for (var killed = 0; killed <= stepPoints; killed++) {
                var undoPoints = pointsOf(killed, NEVER).undo;
                for (var undoKilled = 0; undoKilled < undoPoints; undoKilled++) {
                    pointsOf(killed, undoKilled);
                }
            }
        }

        private record Points(int step, int undo) {}

        /** Runs the step and its undo, each killed at a point; a killed undo is planned again, as a retry does. */
        private Points pointsOf(int stepKilledAt, int undoKilledAt) throws Exception {
            played.forEach(PlayedTarget::givesWork);
            killAt(NEVER);
            var planned = planned(step, kind).orElseThrow();
            var before = captured();
            killAt(stepKilledAt);
            var survived = executes(planned.plan(), planned.target());
            var stepPoints = points();
            killAt(NEVER);
            if (!survived && probe(planned) == Verdict.NOT_DONE) {
                assertThat(captured())
                        .as(at(stepKilledAt) + ", said to have changed nothing")
                        .isEqualTo(before);
                return new Points(stepPoints, 0);
            }
            var done = new CompletedStep(
                    Plan.fromJson(planned.plan().json()), planned.plan().stateBefore(), Instant.EPOCH);
            var undo = step.planUndo(done, planned.target()).orElseThrow();
            killAt(undoKilledAt);
            survived = executes(undo, planned.target());
            var undoPoints = points();
            killAt(NEVER);
            if (!survived) {
                executes(step.planUndo(done, planned.target()).orElseThrow(), planned.target());
            }
            assertThat(captured())
                    .as(at(stepKilledAt) + ", undo killed at " + undoKilledAt)
                    .isEqualTo(before);
            assertThat(step.planUndo(done, planned.target()).orElseThrow().isNothing())
                    .as(at(stepKilledAt) + ": nothing is left to undo")
                    .isTrue();
            return new Points(stepPoints, undoPoints);
        }

        private String at(int point) {
            return topic() + " killed at " + point;
        }

        private Verdict probe(Planned planned) throws Exception {
            var intent = new Intent(planned.plan(), planned.plan().stateBefore(), Instant.EPOCH, true);
            try {
                return step.probe(intent, planned.target()).verdict();
            } catch (IllegalStateException e) {
                return Verdict.CANNOT_TELL; // it has no answer yet: the framework asks again, and then a person
            }
        }

        /** Whether it ran to its end. A plan with nothing to do is not executed. */
        private boolean executes(Plan plan, Target target) throws Exception {
            assertThat(plan.obstacle()).as(topic()).isNull();
            if (plan.isNothing()) {
                return true;
            }
            try {
                assertThat(step.execute(plan, target).succeeded()).as(topic()).isTrue();
                return true;
            } catch (PlayedTarget.Killed e) {
                return false;
            }
        }
    }

    private <O extends Record> Optional<Planned> planned(RunbookDelegate<O> step, String kind) {
        var definition = definition(step);
        @SuppressWarnings("unchecked")
        var order = (Class<O>) definition.order();
        for (var target : catalog.current().targets().values()) {
            if (!target.kind().equals(kind)) {
                continue;
            }
            try {
                var plan = step.plan(binder.bind(definition.topic(), order, VARIABLES, target), target);
                if (!plan.isNothing() && !plan.isImpossible()) {
                    return Optional.of(new Planned(plan, target));
                }
            } catch (IllegalStateException | IllegalArgumentException notThisKind) {
                // The target lacks a setting of the technology.
            } catch (Exception e) {
                throw new AssertionError(definition.topic() + " on " + target.name(), e);
            }
        }
        return Optional.empty();
    }
}
