package dev.firebreak.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import dev.firebreak.lab.Until;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL crashes, loses its disk, or dies together with all nodes, while alerts come in. */
@Lab({})
@Tag("chaos")
class LostPostgresLabTests {

    private static final int KILLS = Integer.getInteger("firebreak.kills", 20);

    @TempDir(cleanup = CleanupMode.NEVER)
    Path home;

    @Test
    @Tag("B1")
    void aCrashOfTheServerAnswersOnly503_andIntakeIsBackWithinTenSecondsOfIt() throws Exception {
        try (var server = OwnPostgres.create(home.resolve("pg")).start();
                var node = node(server)) {
            for (var crash = 0; crash < 3; crash++) {
                var sender = new Sender(node, "crash-" + crash);
                sender.untilAnswered(5);

                server.crash();
                Thread.sleep(6_000); // longer than a request waits for a connection
                server.start();
                var back = System.nanoTime();
                sender.untilAnswered(sender.answered().size() + 5);

                assertThat(Duration.ofNanos(System.nanoTime() - back)).isLessThan(Duration.ofSeconds(10));
                sender.stop();
                assertThat(sender.statuses()).isSubsetOf(200, 503);
                assertThat(sender.refusals()).isNotEmpty().allMatch(LostPostgresLabTests::saysWhen);
                assertThat(stored(node.ingest)).containsAll(sender.answered());
            }
        }
    }

    @Test
    @Tag("B5")
    void aDiskThatRefusesToFlush_isNoSilentSuccess() throws Exception {
        try (var server = OwnPostgres.create(home.resolve("pg")).start();
                var node = node(server)) {
            assertThat(node.post(alert("before")).statusCode()).isEqualTo(200);
            var strace = failingFlushes(server);
            try {
                assertThat(node.post(alert("during")).statusCode()).isEqualTo(503);
                Until.within(Duration.ofSeconds(60))
                        .see(
                                "PostgreSQL panics",
                                () -> Files.readString(server.log()).contains("PANIC"));
            } finally {
                strace.destroy();
                strace.waitFor(20, TimeUnit.SECONDS);
            }
            if (server.isRunning()) {
                server.kill();
            }
            server.start();

            Until.within(Duration.ofSeconds(10))
                    .see("alerts are taken", () -> node.post(alert("during")).statusCode() == 200);
            assertThat(stored(node.ingest)).contains("before", "during");
            assertThat(node.ingest.incidents()).isEqualTo(2);
        }
    }

    @Test
    @Tag("B5")
    void aFullDiskOfTheWriteAheadLog_losesNothingThatWasAnswered() throws Exception {
        var server = OwnPostgres.create(home.resolve("pg"), "max_wal_size = 4GB", "checkpoint_timeout = 1h");
        var wal = server.data().resolve("pg_wal");
        var disk = Files.createDirectories(home.resolve("wal"));
        command("mount", "-t", "tmpfs", "-o", "size=56m", "tmpfs", disk.toString());
        try (server) {
            command("cp", "-a", wal + "/.", disk.toString());
            command("rm", "-r", wal.toString());
            command("chown", "-R", "postgres", disk.toString());
            command("ln", "-s", disk.toString(), wal.toString());
            server.start();
            try (var node = node(server)) {
                var answered = new ArrayList<String>();
                var status = 200;
                for (var n = 0; status == 200; n++) {
                    status = node.post(alert("full-" + n).annotation("description", noise(900_000)))
                            .statusCode();
                    if (status == 200) {
                        answered.add("full-" + n);
                    }
                }
                assertThat(status).isEqualTo(503);
                assertThat(Files.readString(server.log())).contains("No space left on device");

                command("mount", "-o", "remount,size=400m", disk.toString());
                if (!server.isRunning()) {
                    server.start();
                }
                Until.within(Duration.ofSeconds(60))
                        .see("alerts are taken", () -> node.post(alert("after")).statusCode() == 200);
                assertThat(answered).isNotEmpty();
                assertThat(stored(node.ingest)).containsAll(answered).contains("after");
            }
        } finally {
            command("umount", "--lazy", disk.toString());
        }
    }

    /** The sender repeats what was not answered, so only what was answered may not be lost. */
    @Test
    @Tag("A17")
    void bothNodesAndTheServerAreKilledTogether_andEveryAcknowledgedAlertIsThere() throws Exception {
        var answered = new HashSet<String>();
        try (var server = OwnPostgres.create(home.resolve("pg")).start()) {
            new AlertIngestFixture(server.database(""), AlertIngestFixture.SETTINGS).stop();
            for (var kill = 0; kill < KILLS; kill++) {
                answered.addAll(killedTogether(server, kill));
                server.start();
            }

            var node = new AlertIngestFixture(server.database(""), AlertIngestFixture.SETTINGS);
            assertThat(answered).hasSizeGreaterThan(KILLS * 2);
            assertThat(stored(node)).containsAll(answered);
            assertThat(node.count("select count(*) from incident"))
                    .isEqualTo(
                            node.count("select count(distinct fingerprint) from alert where incident_id is not null"));
            System.out.printf("A17: %d kills, %d acknowledged alerts, none lost%n", KILLS, answered.size());
            node.stop();
        }
    }

    private static Set<String> killedTogether(OwnPostgres server, int kill) throws Exception {
        var acknowledged = java.util.concurrent.ConcurrentHashMap.<String>newKeySet();
        var nodes = new ArrayList<Process>();
        var readers = new ArrayList<Thread>();
        for (var name : List.of("a", "b")) {
            var node = KilledNode.start(server.database(""), "any", "k" + kill + name);
            nodes.add(node);
            readers.add(reading(node, acknowledged));
        }
        Until.within(Duration.ofSeconds(120))
                .see(
                        "both nodes answer",
                        () -> Stream.of("a-", "b-")
                                .allMatch(name -> acknowledged.stream().anyMatch(one -> one.contains(name))));
        Thread.sleep(50 + kill * 37 % 400);

        nodes.forEach(Process::destroyForcibly);
        server.kill();

        for (var reader : readers) {
            reader.join();
        }
        return Set.copyOf(acknowledged);
    }

    private static Thread reading(Process node, Set<String> acknowledged) {
        var reader = new Thread(() -> KilledNode.output(node)
                .lines()
                .filter(line -> line.startsWith("ACK "))
                .forEach(line -> acknowledged.add(line.substring(4))));
        reader.start();
        return reader;
    }

    /** Every flush of a file that holds data fails from now on, in the server and in what it starts. */
    private static Process failingFlushes(OwnPostgres server) throws Exception {
        var command = new ArrayList<>(List.of(
                "strace", "-f", "-qq", "-e", "trace=fdatasync", "-e", "inject=fdatasync:error=EIO", "-o", "/dev/null"));
        var main = server.postmaster();
        Stream.concat(Stream.of(main), main.descendants())
                .forEach(process -> command.addAll(List.of("-p", String.valueOf(process.pid()))));
        var strace = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Until.within(Duration.ofSeconds(20))
                .see(
                        "strace is attached",
                        () -> !Files.readString(Path.of("/proc/" + main.pid() + "/status"))
                                .contains("TracerPid:\t0\n"));
        Thread.sleep(500);
        return strace;
    }

    private static AlertHttpFixture node(OwnPostgres server) {
        return new AlertHttpFixture(new AlertIngestFixture(server.database(""), AlertIngestFixture.SETTINGS) {
            @Override
            public void close() {
                stop();
            }
        });
    }

    private static PayloadFixture alert(String name) {
        return PayloadFixture.group(name).firing(name);
    }

    /** Text that no compression makes small. */
    private static String noise(int length) {
        return new java.util.Random(5)
                .ints(length, 'a', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** What was answered may still be in the journal only, where the sweeper finds it. */
    static Set<String> stored(AlertIngestFixture node) {
        node.clock.passes(Duration.ofSeconds(10));
        assertThat(node.sweep()).isTrue();
        return new HashSet<>(node.jdbc()
                .sql("select fingerprint from alert where incident_id is not null")
                .query(String.class)
                .list());
    }

    private static boolean saysWhen(HttpResponse<String> refusal) {
        return refusal.headers().firstValue("Retry-After").isPresent();
    }

    private static void command(String... command) throws Exception {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target/lost-postgres.log").toFile())
                .start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }

    /** Sends one alert after the other. */
    static final class Sender {

        private final List<HttpResponse<String>> answers = new CopyOnWriteArrayList<>();
        private final List<String> answered = new CopyOnWriteArrayList<>();
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final Thread thread;

        Sender(AlertHttpFixture node, String prefix) {
            thread = new Thread(() -> {
                for (var n = 0; !stopped.get(); n++) {
                    var name = prefix + "-" + n;
                    var answer = node.post(alert(name));
                    answers.add(answer);
                    if (answer.statusCode() == 200) {
                        answered.add(name);
                    }
                }
            });
            thread.start();
        }

        void untilAnswered(int number) {
            Until.within(Duration.ofSeconds(60)).see(number + " answers", () -> answered.size() >= number);
        }

        List<String> answered() {
            return List.copyOf(answered);
        }

        Set<Integer> statuses() {
            return new HashSet<>(answers.stream().map(HttpResponse::statusCode).toList());
        }

        List<HttpResponse<String>> refusals() {
            return answers.stream().filter(answer -> answer.statusCode() == 503).toList();
        }

        void stop() throws InterruptedException {
            stopped.set(true);
            thread.join();
        }
    }
}
