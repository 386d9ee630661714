package dev.firebreak.worker.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.worker.BpmnErrorRaised;
import dev.firebreak.worker.ExternalTask;
import dev.firebreak.worker.ExternalTaskHandler;
import dev.firebreak.worker.NonRetryable;
import dev.firebreak.worker.RetryLater;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.camunda.bpm.engine.ProcessEngineException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The worker with a real engine. */
class WorkerTests {

    /** Longer than any pause of a busy machine, so that no lock expires during a test. */
    private static final Duration LONG = Duration.ofSeconds(20);

    private static final Duration SHORT = Duration.ofMillis(2_500);

    private final SingleTaskEngine world = new SingleTaskEngine();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @Tag("C2")
    void aStepThatOutlivesItsLockHasOneEffectAndOneSuccess() {
        var effects = new AtomicInteger();
        var fix = fixing(externalTask -> {
            effects.incrementAndGet();
            Thread.sleep(3_500);
            return Map.of();
        });
        world.worker(SHORT, Duration.ofMillis(300), fix).start();
        world.worker(SHORT, Duration.ofMillis(300), fix).start();

        world.start();

        until(() -> world.waitsAt("UserTask_Look"));
        assertThat(effects).hasValue(1);
    }

    @Test
    @Tag("C4")
    void aNodeThatMayNotTakeUpWorkFetchesNone() throws Exception {
        var effects = new AtomicInteger();
        world.gate.close("played: the clock is off");
        world.worker(SHORT, Duration.ofMillis(300), fixing(externalTask -> Map.of("n", effects.incrementAndGet())))
                .start();
        world.start();
        Thread.sleep(800);
        var before = effects.get();

        world.gate.open();

        until(() -> world.waitsAt("UserTask_Look"));
        assertThat(before).isZero();
    }

    @Test
    @Tag("C3")
    void theLateAnswerOfAZombieIsDropped() throws Exception {
        var attempts = new CopyOnWriteArrayList<String>();
        var zombieMayWake = new CountDownLatch(1);
        var fix = fixing(externalTask -> {
            attempts.add(externalTask.attempt());
            if (attempts.size() == 1) {
                zombieMayWake.await(20, TimeUnit.SECONDS);
                return Map.of("by", "zombie");
            }
            return Map.of("by", "heir");
        });
        var never = Duration.ofHours(1);
        world.worker(SHORT, never, fix).start();
        var instance = world.start();

        until(() -> world.waitsAt("UserTask_Look"));
        zombieMayWake.countDown();
        Thread.sleep(300);

        assertThat(attempts).hasSize(2).doesNotHaveDuplicates();
        assertThat(world.engine.getRuntimeService().getVariable(instance, "by")).isEqualTo("heir");
        assertThat(world.waitsAt("UserTask_Look")).isTrue();
    }

    @Test
    void anAnswerThatCollidesWithTheMovingProcessIsGivenAgainAndTheWorkIsNotDoneAgain() {
        var effects = new AtomicInteger();
        var answers = new AtomicInteger();
        world.afterwards(() -> {
            if (answers.incrementAndGet() < 3) {
                throw new ProcessEngineException("played", new SQLException("a row is gone", "23503"));
            }
        });
        world.worker(LONG, LONG, fixing(externalTask -> Map.of("n", effects.incrementAndGet())))
                .start();
        world.start();

        until(() -> world.waitsAt("UserTask_Look"));

        assertThat(effects).hasValue(1);
        assertThat(answers).hasValue(3);
    }

    @Test
    void triesAsOftenAsSaid_thenIsStuckWithThePlainReason_andGoesOnAfterOneRetryByHand() {
        var tries = new AtomicInteger();
        var reason = "Docker Engine can't be reached: no such file. Start it, then retry this step in Cockpit.";
        var fix = fixing(externalTask -> {
            if (tries.incrementAndGet() <= 3) {
                throw new IllegalStateException(reason);
            }
            return Map.of();
        });
        world.worker(LONG, LONG, fix).start();
        world.start();

        until(() -> world.stuck() == 1);
        assertThat(tries).hasValue(3);
        assertThat(world.task().getErrorMessage()).isEqualTo(reason);
        assertThat(world.engine
                        .getExternalTaskService()
                        .getExternalTaskErrorDetails(world.task().getId()))
                .contains("IllegalStateException", "WorkerTests");

        world.engine.getExternalTaskService().setRetries(world.task().getId(), 1);
        until(() -> world.waitsAt("UserTask_Look"));
        assertThat(world.stuck()).isZero();
    }

    @Test
    @Tag("H12")
    void whatWentWrongIsToldWithoutTheSecretsInUse() {
        var secret = world.secrets.reveal("secret://lamp");
        world.worker(LONG, LONG, fixing(externalTask -> {
                    throw new NonRetryable("No login as lamp:" + secret, new IllegalStateException("tried " + secret));
                }))
                .start();
        world.start();

        until(() -> world.stuck() == 1);
        assertThat(world.task().getErrorMessage()).isEqualTo("No login as lamp:***");
        assertThat(world.engine
                        .getExternalTaskService()
                        .getExternalTaskErrorDetails(world.task().getId()))
                .contains("tried ***")
                .doesNotContain(secret);
    }

    @Test
    void whatNobodyCanMendByWaitingIsStuckAtOnce() {
        var tries = new AtomicInteger();
        world.worker(LONG, LONG, fixing(externalTask -> {
                    tries.incrementAndGet();
                    throw new NonRetryable("Parameter idleFor is missing.");
                }))
                .start();

        world.start();

        until(() -> world.stuck() == 1);
        assertThat(tries).hasValue(1);
    }

    @Test
    void aPostponedTaskLosesNoTry() {
        var tries = new AtomicInteger();
        world.worker(LONG, LONG, fixing(externalTask -> {
                    if (tries.incrementAndGet() < 8) {
                        throw new RetryLater(Duration.ofMillis(20), "Another incident acts on this target.");
                    }
                    return Map.of();
                }))
                .start();

        world.start();

        until(() -> world.waitsAt("UserTask_Look"));
        assertThat(tries).hasValue(8);
    }

    @Test
    void aRefusalTakesTheDrawnWay() {
        world.worker(LONG, LONG, fixing(externalTask -> {
                    throw new BpmnErrorRaised("cannot-fix", "no");
                }))
                .start();

        world.start();

        until(() -> world.waitsAt("UserTask_FixByHand"));
    }

    @Test
    void theWorkSeesTheIncidentAndPlainVariablesOnly() {
        var seen = new CopyOnWriteArrayList<ExternalTask>();
        world.worker(LONG, LONG, fixing(externalTask -> {
                    seen.add(externalTask);
                    return Map.of();
                }))
                .start();
        world.engine
                .getRuntimeService()
                .startProcessInstanceByKey(
                        "one", SingleTaskEngine.INCIDENT, Map.of("word", "x", "list", new ArrayList<>(List.of(1))));

        until(() -> !seen.isEmpty());
        assertThat(seen.get(0).incident()).isEqualTo(new IncidentId(SingleTaskEngine.INCIDENT));
        assertThat(seen.get(0).variables()).containsEntry("word", "x").doesNotContainKey("list");
        assertThat(seen.get(0).activity()).isEqualTo("ServiceTask_Fix");
    }

    @Test
    void shutdownWaitsForRunningWork() throws Exception {
        var begun = new CountDownLatch(1);
        var worker = world.worker(LONG, LONG, fixing(externalTask -> {
            begun.countDown();
            Thread.sleep(700);
            return Map.of();
        }));
        worker.start();
        world.start();
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

        worker.stop();

        assertThat(world.waitsAt("UserTask_Look")).isTrue();
    }

    @Test
    @Tag("A18")
    void theRestOfAShutdownDoesNotWaitForRunningWork() throws Exception {
        var begun = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        var worker = world.worker(LONG, LONG, fixing(externalTask -> {
            begun.countDown();
            mayEnd.await();
            return Map.of();
        }));
        worker.start();
        world.start();
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

        worker.stop(stopped::countDown);

        assertThat(stopped.getCount()).isEqualTo(1);
        mayEnd.countDown();
        assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(world.waitsAt("UserTask_Look")).isTrue();
    }

    @Test
    @Tag("A18")
    @Tag("A19")
    void whatAShutdownInterruptsIsFreeForAnotherNodeAtOnce() throws Exception {
        world.finishWithin = Duration.ofMillis(100);
        var begun = new CountDownLatch(1);
        var worker = world.worker(LONG, LONG, fixing(externalTask -> {
            begun.countDown();
            Thread.sleep(60_000);
            return Map.of();
        }));
        worker.start();
        world.start();
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

        worker.stop();

        until(() -> world.task().getWorkerId() == null);
        assertThat(world.task().getRetries()).isNull();
        assertThat(world.stuck()).isZero();
    }

    @Test
    void aTopicThatNobodyKnowsIsShownInCockpit() {
        world.start();
        world.worker(LONG, LONG, work("test.other", externalTask -> Map.of())).start();

        until(() -> world.stuck() == 1);
        assertThat(world.task().getWorkerId()).isNull();
    }

    @Test
    void anIdleSystemStartsAStepWithoutWaitingForItsNextLook() throws Exception {
        world.pollEvery = LONG;
        var starts = new CopyOnWriteArrayList<Long>();
        var worker = world.worker(LONG, LONG, fixing(externalTask -> {
            starts.add(System.nanoTime());
            return Map.of();
        }));
        worker.start();
        var waits = new ArrayList<Long>();
        for (var i = 0; i < 11; i++) {
            Thread.sleep(60);
            var before = System.nanoTime();
            world.start();
            var number = i + 1;
            until(() -> starts.size() == number);
            waits.add(TimeUnit.NANOSECONDS.toMillis(starts.get(i) - before));
        }

        waits.sort(null);
        assertThat(waits.get(2)).as("third best of %s ms", waits).isLessThan(LONG.toMillis() / 5);
    }

    @Test
    @Tag("D22")
    void aPageLeavesWhileStepsKeepTheOtherPoolBusy() {
        var steps = 200;
        var done = new AtomicInteger();
        var before = new AtomicInteger(-1);
        for (var step = 0; step < steps; step++) {
            world.start();
        }
        world.worker(
                        LONG,
                        LONG,
                        fixing(externalTask -> {
                            done.incrementAndGet();
                            return Map.of();
                        }),
                        paging(externalTask -> before.set(done.get())))
                .start();
        until(() -> done.get() > 20);

        world.startPage(0);

        until(() -> before.get() >= 0);
        assertThat(before).as("steps done before the page").hasValueLessThan(steps - 50);
    }

    @Test
    @Tag("F2")
    void aPeerThatHangsHoldsUpOnlyItsOwnSteps() {
        var hung = new CountDownLatch(1);
        for (var step = 0; step < 40; step++) {
            world.start();
        }
        world.worker(
                        LONG,
                        LONG,
                        fixing(externalTask -> {
                            hung.await(60, TimeUnit.SECONDS);
                            return Map.of();
                        }),
                        work("other.look", externalTask -> Map.of()))
                .start();
        until(() -> world.locked() >= 12);

        world.startLook();

        until(() -> world.waitsAt("UserTask_Looked"));
        assertThat(world.locked()).isEqualTo(12);
        hung.countDown();
    }

    @Test
    @Tag("D22")
    void theWorstTaskIsFirst() {
        var order = new CopyOnWriteArrayList<Long>();
        for (var priority : List.of(-20L, 0L, 20L, 10L)) {
            world.startPage(priority);
        }

        world.worker(LONG, LONG, paging(externalTask -> order.add(priority(externalTask))))
                .start();

        until(() -> order.size() == 4);
        assertThat(order).containsExactly(20L, 10L, 0L, -20L);
    }

    @Test
    @Tag("D22")
    void aLesserTaskIsNotPassedForEver() {
        var order = new CopyOnWriteArrayList<Long>();
        world.startPage(-20);
        for (var page = 0; page < 3; page++) {
            world.startPage(20);
        }

        world.worker(LONG, LONG, paging(externalTask -> {
                    order.add(priority(externalTask));
                    if (order.size() < 40) {
                        world.startPage(20);
                    }
                }))
                .start();

        until(() -> order.size() >= 10);
        assertThat(order.subList(0, 10)).contains(-20L);
    }

    private static long priority(ExternalTask externalTask) {
        return (long) externalTask.variables().get("priority");
    }

    private static ExternalTaskHandler paging(Consumer<ExternalTask> doing) {
        return new ExternalTaskHandler() {
            @Override
            public String topic() {
                return "test.page";
            }

            @Override
            public boolean isUrgent() {
                return true;
            }

            @Override
            public Map<String, Object> perform(ExternalTask externalTask) {
                doing.accept(externalTask);
                return Map.of();
            }
        };
    }

    private interface Doing {
        Map<String, Object> perform(ExternalTask externalTask) throws Exception;
    }

    private static ExternalTaskHandler fixing(Doing doing) {
        return work("test.fix", doing);
    }

    private static ExternalTaskHandler work(String topic, Doing doing) {
        return new ExternalTaskHandler() {
            @Override
            public String topic() {
                return topic;
            }

            @Override
            public Map<String, Object> perform(ExternalTask externalTask) throws Exception {
                return doing.perform(externalTask);
            }

            @Override
            public List<Duration> retries() {
                return List.of(Duration.ofMillis(50), Duration.ofMillis(100));
            }
        };
    }

    private static void until(BooleanSupplier condition) {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited a minute in vain").isLessThan(end);
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
