package dev.firebreak.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Each read gives its number, beginning with 1. */
class SingleFlightReadTests {

    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicLong version = new AtomicLong();

    @Test
    void aValueIsReadOnceWhileNothingIsCommitted() {
        var shared = new SingleFlightRead<>(reads::incrementAndGet, version::get, LONG);

        assertThat(shared.get()).isEqualTo(1);
        assertThat(shared.get()).isEqualTo(1);
        version.incrementAndGet();
        assertThat(shared.get()).isEqualTo(2);
        assertThat(shared.latest()).isEqualTo(3);
    }

    @Test
    void anOldValueIsReadAgain_andNoneIsKeptWithoutATime() {
        var old = new SingleFlightRead<>(reads::incrementAndGet, version::get, Duration.ofNanos(1));
        var none = new SingleFlightRead<>(reads::incrementAndGet, version::get, Duration.ZERO);

        assertThat(old.get()).isEqualTo(1);
        assertThat(old.get()).isEqualTo(2);
        assertThat(none.get()).isEqualTo(3);
        assertThat(none.get()).isEqualTo(4);
    }

    @Test
    void whoeverAsksDuringAReadGetsOneThatBeganLater_togetherWithTheOthers() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var shared = new SingleFlightRead<>(
                () -> {
                    var number = reads.incrementAndGet();
                    begun.countDown();
                    await(goOn);
                    if (number > 1) {
                        takeAWhile();
                    }
                    return number;
                },
                version::get,
                LONG);
        var callers = Executors.newCachedThreadPool();
        try {
            var first = callers.submit(shared::latest);
            begun.await();
            var others = new ArrayList<Future<Integer>>();
            var threads = new ArrayList<Thread>();
            for (var n = 0; n < 20; n++) {
                others.add(callers.submit(() -> {
                    synchronized (threads) {
                        threads.add(Thread.currentThread());
                    }
                    return shared.latest();
                }));
            }
            untilAllWait(threads, others.size());
            goOn.countDown();

            assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(1);
            for (var other : others) {
                assertThat(other.get(10, TimeUnit.SECONDS)).isGreaterThan(1);
            }
            assertThat(reads.get()).isLessThan(5); // two, unless a thread is very late between its look and its turn
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void aFailureReachesThoseWhoWaitAndIsNotKept() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var shared = new SingleFlightRead<>(
                () -> {
                    if (reads.incrementAndGet() == 1) {
                        begun.countDown();
                        await(goOn);
                        throw new DatabaseUnreachableHere();
                    }
                    return reads.get();
                },
                version::get,
                LONG);
        var callers = Executors.newCachedThreadPool();
        try {
            var first = callers.submit(shared::latest);
            begun.await();
            goOn.countDown();

            assertThatThrownBy(first::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(DatabaseUnreachableHere.class);
            assertThat(shared.get()).isEqualTo(2);
        } finally {
            callers.shutdownNow();
        }
    }

    private static final class DatabaseUnreachableHere extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static void untilAllWait(ArrayList<Thread> threads, int count) {
        var isWaiting = false;
        while (!isWaiting) {
            Thread.onSpinWait();
            synchronized (threads) {
                isWaiting = threads.size() == count
                        && threads.stream().allMatch(it -> it.getState() == Thread.State.WAITING);
            }
        }
    }

    /** Who wakes up late finds the second read still running. */
    private static void takeAWhile() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
