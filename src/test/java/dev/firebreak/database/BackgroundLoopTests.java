package dev.firebreak.database;

import static dev.firebreak.database.DatabaseBulkhead.STEPS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class BackgroundLoopTests {

    private static final Duration SOON = Duration.ofMillis(5);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final LinkedBlockingQueue<String> rounds = new LinkedBlockingQueue<>();
    private BackgroundLoop loop;

    @AfterEach
    void stop() {
        loop.stop(PATIENCE);
    }

    @Test
    void repeatsItsWorkInTheBulkheadOfItsThread() throws InterruptedException {
        start(SOON, () -> rounds.add(Thread.currentThread().getName() + " " + DatabaseBulkhead.current()));

        assertThat(rounds.poll(5, SECONDS)).isEqualTo("test-loop STEPS");
        assertThat(rounds.poll(5, SECONDS)).isEqualTo("test-loop STEPS");
    }

    @Test
    void survivesAnErrorAndLogsIt(CapturedOutput log) throws InterruptedException {
        var tries = new AtomicInteger();

        start(SOON, () -> {
            if (tries.incrementAndGet() == 1) {
                throw new NoClassDefFoundError("gone");
            }
            rounds.add("second");
        });

        assertThat(rounds.poll(5, SECONDS)).isEqualTo("second");
        assertThat(log).contains("A round of test-loop failed").contains("NoClassDefFoundError: gone");
    }

    @Test
    void startsARoundEarlyWhenItIsWoken() throws InterruptedException {
        start(NEVER, () -> rounds.add("round"));
        assertThat(rounds).isEmpty();

        loop.wake();

        assertThat(rounds.poll(5, SECONDS)).isEqualTo("round");
    }

    @Test
    void finishesTheCurrentRoundBeforeItStops() throws InterruptedException {
        var entered = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        start(NEVER, () -> {
            entered.countDown();
            rounds.add(await(mayEnd) ? "finished" : "interrupted");
        });
        loop.wake();
        entered.await();

        var stopping = new Thread(() -> loop.stop(PATIENCE));
        stopping.start();
        mayEnd.countDown();
        stopping.join();

        assertThat(rounds).containsExactly("finished");
        assertThat(loop.isRunning()).isFalse();
    }

    @Test
    void interruptsARoundThatDoesNotEndInTime() throws InterruptedException {
        var entered = new CountDownLatch(1);
        start(SOON, () -> {
            entered.countDown();
            rounds.add(await(new CountDownLatch(1)) ? "finished" : "interrupted");
        });
        entered.await();

        loop.stop(SOON);

        assertThat(rounds.poll(5, SECONDS)).isEqualTo("interrupted");
        assertThat(rounds.poll(50, MILLISECONDS)).isNull();
    }

    @Test
    void canBeStartedAgain() throws InterruptedException {
        start(SOON, () -> rounds.add("round"));
        loop.stop(PATIENCE);
        rounds.clear();

        loop.start();

        assertThat(rounds.poll(5, SECONDS)).isEqualTo("round");
    }

    private void start(Duration pause, Runnable round) {
        loop = new BackgroundLoop(STEPS, "test-loop", pause, round);
        loop.start();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
