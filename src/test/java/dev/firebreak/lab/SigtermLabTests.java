package dev.firebreak.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A node is told to end while alerts come in and steps wait for a Docker Engine that does not answer. */
@Lab({})
@Tag("chaos")
class SigtermLabTests {

    private static final String TOKEN = "token-of-the-ended-0123456789";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path home;

    private FirebreakProcess firebreak;

    @AfterEach
    void close() {
        firebreak.close();
    }

    @Test
    @Tag("A18")
    void itEndsWithin30Seconds_refusesAtOnce_andTheNextStartHasEveryAlertAndGoesOn() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            firebreak = new FirebreakProcess(18088, home)
                    .env("FIREBREAK_INGEST_TOKEN", TOKEN)
                    .with("firebreak.docker.host", "tcp://127.0.0.1:" + silent.getLocalPort())
                    .with("firebreak.docker.response-timeout", "90s")
                    .start();
            var senders = new Senders(firebreak);
            Until.within(Duration.ofSeconds(60)).see("alerts are taken", () -> senders.answered.size() > 50);

            senders.ends.set(true);
            var took = firebreak.terminate();

            senders.stop();
            assertThat(took).isLessThan(Duration.ofSeconds(30));
            assertThat(senders.unexpected).isEmpty();
            assertThat(senders.refusedAtOnce).as("answers of 503").hasPositiveValue();
            firebreak.start();
            assertThat(firebreak.services()).containsAll(senders.answered).doesNotHaveDuplicates();
            System.out.printf(
                    "A18: ended after %s, %d alerts acknowledged, %d refused with 503%n",
                    took, senders.answered.size(), senders.refusedAtOnce.get());
        }
    }

    /** Four senders, each with an incident of its own in each alert. */
    private static final class Senders {

        private final List<String> answered = new CopyOnWriteArrayList<>();
        private final List<String> unexpected = new CopyOnWriteArrayList<>();
        private final AtomicInteger refusedAtOnce = new AtomicInteger();
        private final AtomicBoolean ends = new AtomicBoolean();
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final List<Thread> threads = new ArrayList<>();

        Senders(FirebreakProcess firebreak) {
            for (var sender = 0; sender < 4; sender++) {
                var name = "ended-" + sender + "-";
                var thread = new Thread(() -> send(firebreak, name));
                threads.add(thread);
                thread.start();
            }
        }

        private void send(FirebreakProcess firebreak, String prefix) {
            for (var n = 0; !stopped.get(); n++) {
                try {
                    Thread.sleep(20);
                    var status = firebreak.alertStatus(TOKEN, SampleAlert.firing(prefix + n));
                    if (status == 200) {
                        answered.add(prefix + n);
                    } else if (status == 503 && ends.get()) {
                        refusedAtOnce.incrementAndGet();
                    } else {
                        unexpected.add(prefix + n + ": " + status);
                    }
                } catch (IOException gone) {
                    if (!ends.get()) {
                        unexpected.add(gone.toString());
                    }
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        void stop() throws InterruptedException {
            stopped.set(true);
            for (var thread : threads) {
                thread.join();
            }
        }
    }
}
