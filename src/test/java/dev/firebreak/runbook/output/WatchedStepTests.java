package dev.firebreak.runbook.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.catalog.Secrets;
import dev.firebreak.database.NewTransaction;
import dev.firebreak.lab.Until;
import dev.firebreak.runbook.RunbookFixture;
import dev.firebreak.runbook.WatchTestStep;
import dev.firebreak.worker.NonRetryable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.ErrorResponseException;

/** People watch a step while it runs, and cancel one that only reads. */
@Tag("F29")
class WatchedStepTests {

    @TempDir
    Path folder;

    private RunbookFixture fixture;
    private WatchTestStep step;
    private RunningSteps running;

    @BeforeEach
    void aReadingThatTakesLong() {
        fixture = new RunbookFixture(
                folder, "FIREBREAK_SECRET_LAMP=hunter22", "FIREBREAK_SECRET_KEY=BEGIN\nline-of-a-private-key\nEND");
        step = fixture.beans.getBean(WatchTestStep.class);
        running = fixture.beans.getBean(RunningSteps.class);
        step.ends = new CountDownLatch(1);
    }

    @AfterEach
    void close() {
        step.ends.countDown();
        fixture.isCutOff = false;
        fixture.close();
    }

    private CompletableFuture<Map<String, Object>> begin() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return fixture.read("test.watch", "lamp");
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private RunningStep seen() {
        return Until.within(Duration.ofSeconds(10))
                .get(
                        "the step is listed",
                        () -> running.of(fixture.incident, fixture.clock.instant()).stream()
                                .findFirst());
    }

    private void cancels(UUID id) {
        fixture.beans.getBean(StepCancel.class).cancel(fixture.incident, id, "it takes too long", "rex");
    }

    @Test
    void linesAndProgressAreThereWhileItRuns_withoutSecretsAndControlCharacters() throws Exception {
        fixture.beans.getBean(Secrets.class).reveal("secret://lamp");
        fixture.beans.getBean(Secrets.class).reveal("secret://key");
        step.says = List.of("login with hunter22", "\u001b[31mred", "x".repeat(900), "line-of-a-private-key");

        var result = begin();
        var seen = seen();

        assertThat(seen.label()).isEqualTo("Watch on lamp");
        assertThat(seen.progress()).isEqualTo("4 of 1,000 lines");
        assertThat(running.lines(seen.id(), 0))
                .extracting(OutputLine::text)
                .satisfies(lines -> assertThat(lines.get(0)).isEqualTo("login with ***"))
                .satisfies(lines -> assertThat(lines.get(1)).isEqualTo("\uFFFD[31mred"))
                .satisfies(lines -> assertThat(lines.get(2)).hasSize(OutputLine.LONGEST))
                .satisfies(lines -> assertThat(lines.get(3)).isEqualTo("***"));
        assertThat(running.lines(seen.id(), 3)).hasSize(1);
        step.ends.countDown();
        result.get();
        Until.within(Duration.ofSeconds(10))
                .see(
                        "it has ended",
                        () -> running.of(fixture.incident, fixture.clock.instant())
                                .isEmpty());
        assertThat(running.find(fixture.incident, seen.id()).orElseThrow().endedAt())
                .isNotNull();
    }

    @Test
    void ofManyLinesTheLatestAreKept_andItIsSaidHowManyAreNot() throws Exception {
        step.says = IntStream.rangeClosed(1, 100_000).mapToObj(String::valueOf).toList();

        begin();
        var first = seen();

        assertThat(running.lines(first.id(), 0))
                .extracting(OutputLine::text)
                .hasSize(WatchedStep.MAX_WAITING + 1)
                .startsWith("(99,900 lines left out)")
                .endsWith("100000");
        var watched =
                fixture.beans.getBean(StepOutputs.class).watch(fixture.incident, "test.watch", "Watch", "lamp", true);
        for (var line = 1; line <= 3 * RunningSteps.KEPT; line++) {
            watched.line("line " + line);
            if (line % 50 == 0) {
                var written = (long) line;
                Until.within(Duration.ofSeconds(10)).see("it is written", () -> {
                    watched.beat();
                    return running.positions().stream()
                            .anyMatch(it -> !it.step().equals(first.id()) && it.lines() == written);
                });
            }
        }
        var second = running.of(fixture.incident, fixture.clock.instant()).stream()
                .filter(it -> !it.id().equals(first.id()))
                .findFirst()
                .orElseThrow();
        assertThat(running.lines(second.id(), 0))
                .hasSize(RunningSteps.KEPT)
                .extracting(OutputLine::number)
                .startsWith(401L)
                .endsWith(600L);
    }

    @Test
    void aCancelEndsIt_andLeavesAStuckStepThatSaysWhoAndWhy() {
        var result = begin();
        var seen = seen();

        cancels(seen.id());

        assertThatThrownBy(result::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(NonRetryable.class)
                .hasMessageContaining("rex cancelled it: it takes too long. Try it again, or skip it");
        assertThat(step.interrupted).isTrue();
        assertThat(fixture.timeline()).last().isEqualTo("Cancelled \"Watch on lamp\" while it ran: it takes too long");
        assertThat(fixture.audit()).last().isEqualTo("step.cancelled by rex");
        assertThatThrownBy(() -> cancels(seen.id()))
                .isInstanceOf(ErrorResponseException.class)
                .hasMessageContaining("409");
        Until.within(Duration.ofSeconds(10))
                .see(
                        "it has ended",
                        () -> running.of(fixture.incident, fixture.clock.instant())
                                .isEmpty());
        assertThat(running.find(fixture.incident, seen.id()).orElseThrow().cancelledBy())
                .isEqualTo("rex");
    }

    @Test
    void anEffectIsNeverEndedHalfway() throws Exception {
        fixture.there("id", "lamp-1");
        fixture.there("drips", "60");
        var run = fixture.approved();
        var effect = CompletableFuture.runAsync(() -> {
            try {
                run.execute();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        var seen = seen();
        assertThat(seen.reading()).isFalse();

        assertThatThrownBy(() -> cancels(seen.id()))
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        e -> assertThat(e.getBody().getDetail())
                                .contains("changes something, so it is not ended halfway"));

        effect.get();
        assertThat(run.outcome()).isEqualTo("done");
        assertThat(fixture.effects()).hasSize(61);
    }

    @Test
    void aStepThatEndsInAMomentLeavesNothing() throws Exception {
        step.ends.countDown();
        step.says = List.of("quick");

        begin().get();

        assertThat(running.positions()).isEmpty();
    }

    @Test
    void aDatabaseThatHangsHoldsUpNoStep() throws Exception {
        var outputs = fixture.beans.getBean(StepOutputs.class);
        try (var watched = outputs.watch(fixture.incident, "test.watch", "Watch", "lamp", true)) {
            fixture.isCutOff = true;
            var began = System.nanoTime();
            for (var beat = 0; beat < 100; beat++) {
                watched.line("line");
                watched.beat();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
            fixture.isCutOff = false;
            Until.within(Duration.ofSeconds(10)).see("it goes on", () -> {
                watched.beat();
                return !running.positions().isEmpty();
            });
        }
    }

    @Test
    void linesOfAWriteThatFailedComeWithTheNext_andOneWhoseAnswerIsLostHasThemOnce() {
        var faults = new ArrayDeque<>(List.of("before", "after", "after", "none"));
        var outputs = new FaultyOutputs(faults);
        var watched = outputs.watch(fixture.incident, "test.watch", "Watch", "lamp", true);

        watched.line("first");
        writes(watched, faults, 3);
        IntStream.range(0, WatchedStep.MAX_WAITING - 1).forEach(line -> watched.line("line " + line));
        writes(watched, faults, 2);
        IntStream.range(0, WatchedStep.MAX_WAITING).forEach(line -> watched.line("late " + line));
        writes(watched, faults, 1);
        writes(watched, faults, 0);

        var step = running.of(fixture.incident, fixture.clock.instant()).get(0);
        assertThat(running.lines(step.id(), 0))
                .extracting(OutputLine::text)
                .hasSize(WatchedStep.MAX_WAITING + 1)
                .startsWith("(100 lines left out)", "late 0")
                .endsWith("late 99");
        cancels(step.id());
        Until.within(Duration.ofSeconds(10)).see("the cancel is seen", () -> {
            try {
                watched.beat();
                return false;
            } catch (StepCancelled seen) {
                return true;
            }
        });
    }

    private static void writes(WatchedStep watched, Deque<String> faults, int left) {
        Until.within(Duration.ofSeconds(10)).see("a write", () -> {
            if (faults.size() > left) {
                watched.beat();
            }
            return faults.size() == left;
        });
    }

    /** Writes that fail before they begin, or whose answer is lost. */
    private final class FaultyOutputs extends StepOutputs {

        private final Deque<String> faults;

        FaultyOutputs(Deque<String> faults) {
            super(
                    fixture.beans.getBean(RunningSteps.class),
                    fixture.beans.getBean(Secrets.class),
                    fixture.beans.getBean(NewTransaction.class),
                    fixture.clock);
            this.faults = faults;
        }

        @Override
        void execute(Runnable work) {
            work.run();
        }

        @Override
        Optional<StepCancelled> write(RunningStep step, boolean isNew, List<OutputLine> fresh) {
            var fault = faults.isEmpty() ? "none" : faults.removeFirst();
            if (fault.equals("before")) {
                throw new IllegalStateException("the database is away");
            }
            var answer = super.write(step, isNew, fresh);
            if (fault.equals("after")) {
                throw new IllegalStateException("the answer is lost");
            }
            return answer;
        }
    }

    @Test
    void ofANodeThatDiedNothingRuns_andADayLaterNothingIsLeft() {
        var outputs = fixture.beans.getBean(StepOutputs.class);
        var dead = outputs.watch(fixture.incident, "test.watch", "Watch", "lamp", true);
        dead.line("last words");
        dead.beat();
        var id = seen().id();

        fixture.clock.passes(Duration.ofSeconds(46));

        assertThat(running.of(fixture.incident, fixture.clock.instant())).isEmpty();
        assertThatThrownBy(() -> cancels(id)).isInstanceOf(ErrorResponseException.class);
        assertThat(running.lines(id, 0)).hasSize(1);
        fixture.clock.passes(Duration.ofDays(1));
        outputs.watch(fixture.incident, "test.watch", "Watch", "lamp", true).beat();
        Until.within(Duration.ofSeconds(10))
                .see("it is deleted", () -> running.find(fixture.incident, id).isEmpty());
        assertThat(running.lines(id, 0)).isEmpty();
    }
}
