package dev.firebreak.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A1, A3, A4, A7, A20: the packaged Firebreak is killed at arbitrary moments while it ingests alerts. */
@Lab("FIREBREAK_DB_PORT")
@Tag("chaos")
class KillLabTests {

    private static final String TOKEN = "token-of-the-killed-0123456789";
    private static final int KILLS = Integer.getInteger("firebreak.kills", 20);

    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(strings = {"H2", "PostgreSQL"})
    void whatWasAnsweredIsThereOnceHoweverOftenItIsKilledAndSentAgain(String database) throws Exception {
        var random = new Random(20261122);
        var sent = new ArrayList<String>();
        var answered = new ArrayList<String>();
        try (var firebreak = firebreak(database)) {
            for (var kill = 0; kill < KILLS; kill++) {
                firebreak.start();
                var until = System.nanoTime()
                        + Duration.ofMillis(500 + random.nextInt(3_000)).toNanos();
                var killer = new Thread(() -> killAt(firebreak, until));
                killer.start();
                sendUntilKilled(firebreak, sent, answered);
                killer.join();
            }
            firebreak.start();
            for (var name : sent) {
                firebreak.alert(TOKEN, SampleAlert.firing(name));
            }

            assertThat(answered).isNotEmpty();
            assertThat(incidents(firebreak)).containsAll(answered).containsExactlyInAnyOrderElementsOf(sent);
            Until.within(Duration.ofSeconds(240))
                    .see("every process went on to its first task", () -> tasks(firebreak) == sent.size());
        }
    }

    private FirebreakProcess firebreak(String database) throws Exception {
        var firebreak = new FirebreakProcess(18081, home).env("FIREBREAK_INGEST_TOKEN", TOKEN);
        return "H2".equals(database) ? firebreak : firebreak.onPostgres(LabEnvironment.freshDatabase("killed"));
    }

    private static void sendUntilKilled(FirebreakProcess firebreak, List<String> sent, List<String> answered)
            throws InterruptedException {
        try {
            while (true) {
                var name = "killed-" + sent.size();
                sent.add(name);
                firebreak.alert(TOKEN, SampleAlert.firing(name));
                answered.add(name);
            }
        } catch (IOException killed) {
            assertThat(killed).isNotNull();
        }
    }

    private static void killAt(FirebreakProcess firebreak, long moment) {
        try {
            Thread.sleep(
                    Math.max(0, Duration.ofNanos(moment - System.nanoTime()).toMillis()));
            firebreak.kill();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Set<String> incidents(FirebreakProcess firebreak) throws Exception {
        var services = new ArrayList<String>();
        for (var page = 1; ; page++) {
            var some = firebreak
                    .get("admin", FirebreakProcess.ADMIN_PASSWORD, "/api/incidents?page=" + page)
                    .findValuesAsText("service");
            services.addAll(some);
            if (some.isEmpty()) {
                assertThat(services).doesNotHaveDuplicates();
                return new TreeSet<>(services);
            }
        }
    }

    private static int tasks(FirebreakProcess firebreak) throws Exception {
        return firebreak
                .get(
                        "admin",
                        FirebreakProcess.ADMIN_PASSWORD,
                        "/engine-rest/task/count?taskDefinitionKey=UserTask_TakeCommand")
                .get("count")
                .asInt();
    }
}
