package dev.firebreak.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import dev.firebreak.comms.channel.mail.FakeSmtpServer;
import dev.firebreak.lab.FirebreakProcess;
import dev.firebreak.lab.Until;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** One packaged node and its PostgreSQL, between which the network is slow, swallows everything, or a newer node wrote. */
@Lab({})
@Tag("chaos")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DistantDatabaseLabTests {

    private static final String TOKEN = "token-of-the-distant-0123456789";
    private static final int PAGES = 15;

    @TempDir(cleanup = CleanupMode.NEVER)
    static Path home;

    private static OwnPostgres server;
    private static DatabaseProxy network;
    private static FakeSmtpServer mail;
    private static FirebreakProcess node;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        server = OwnPostgres.create(home.resolve("pg")).start();
        network = new DatabaseProxy(server.port());
        mail = new FakeSmtpServer();
        node = new FirebreakProcess(18089, home.resolve("node"))
                .env("SPRING_DATASOURCE_URL", "jdbc:postgresql://127.0.0.1:" + network.port() + "/postgres")
                .env("SPRING_DATASOURCE_USERNAME", "postgres")
                .env("SPRING_DATASOURCE_PASSWORD", "")
                .env("FIREBREAK_INGEST_TOKEN", TOKEN)
                .mailsTo("127.0.0.1", mail.port())
                .start();
    }

    @AfterAll
    static void end() throws Exception {
        for (var cut : Cut.values()) {
            cut.set(false);
        }
        node.close();
        network.close();
        mail.close();
        server.close();
    }

    /** A page needs some eighty answers of the database, one after the other. */
    @ParameterizedTest
    @CsvSource({"PT0.05S, PT10S", "PT0.1S, PT15S"})
    @Order(1)
    @Tag("B9")
    void withASlowDatabaseAPageStillLeaves(Duration each, Duration within) throws Exception {
        network.delay(each);
        var waits = new ArrayList<Duration>();
        for (var page = 0; page < PAGES; page++) {
            var name = "slow-" + each.toMillis() + "-" + page;
            var begin = System.nanoTime();
            node.alert(TOKEN, alert(name));
            Until.within(Duration.ofSeconds(60)).see("the page of " + name, () -> isPaged(name));
            waits.add(Duration.ofNanos(System.nanoTime() - begin));
        }
        network.delay(Duration.ZERO);

        waits.sort(null);
        System.out.printf(
                "B9: with %s an answer, pages after %s (worst of %d), median %s%n",
                each, waits.get(PAGES - 1), PAGES, waits.get(PAGES / 2));
        assertThat(waits.get(PAGES - 1)).isLessThan(within);
    }

    /** What lies between the node and its database. */
    private enum Cut {
        /** A proxy that takes everything and passes on nothing. */
        PROXY,
        /** The kernel drops each packet. */
        FIREWALL;

        void set(boolean isCut) throws Exception {
            if (this == PROXY) {
                network.swallow(isCut);
                return;
            }
            for (var port : List.of("--dport", "--sport")) {
                var rule = new ProcessBuilder(
                                "iptables",
                                isCut ? "-I" : "-D",
                                "INPUT",
                                "-i",
                                "lo",
                                "-p",
                                "tcp",
                                port,
                                String.valueOf(network.port()),
                                "-j",
                                "DROP")
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve("iptables.log").toFile())
                        .start();
                assertThat(rule.waitFor() == 0 || !isCut).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    @Order(2)
    @Tag("B3")
    @Tag("B8")
    void aDatabaseThatDoesNotAnswer_makesTheNodeUnready_andEverybodyGets503WithoutAPileOfThreads(Cut cut)
            throws Exception {
        var before = threads();
        var stopped = new AtomicBoolean();
        var answers = new CopyOnWriteArrayList<Answer>();
        var clients = new ArrayList<Thread>();
        for (var client = 0; client < 40; client++) {
            var name = "hung-" + client + "-";
            var isSender = client % 2 == 0;
            clients.add(background(() -> {
                for (var n = 0; !stopped.get(); n++) {
                    answers.add(isSender ? send(alert(name + n)) : read("/api/incidents"));
                    Thread.sleep(100);
                }
            }));
        }
        Thread.sleep(3_000);

        cut.set(true);
        var cutAt = System.nanoTime();
        Until.within(Duration.ofSeconds(30))
                .see("not ready", () -> read("/actuator/health/readiness").status() == 503);
        var unready = Duration.ofNanos(System.nanoTime() - cutAt);
        Thread.sleep(6_000); // what was under way has ended by then
        var from = System.nanoTime();
        Thread.sleep(3_000);
        var during = threads();
        var until = System.nanoTime();
        cut.set(false);
        var backAt = System.nanoTime();
        Until.within(Duration.ofSeconds(30))
                .see("alerts are taken", () -> send(alert("back")).status() == 200);
        var recovered = Duration.ofNanos(System.nanoTime() - backAt);
        stopped.set(true);
        for (var client : clients) {
            client.join();
        }

        var late = answers.stream()
                .filter(answer -> answer.began() > from && answer.ended() < until)
                .toList();
        System.out.printf(
                "B3, %s: unready after %s, longest answers %s and %s, %d then at once, threads %d to %d, back after %s%n",
                cut,
                unready,
                longest(to("/api/alerts/alertmanager", answers)),
                longest(to("/api/incidents", answers)),
                late.size(),
                before,
                during,
                recovered);
        assertThat(unready).isLessThan(Duration.ofSeconds(6));
        assertThat(answers).allMatch(answer -> answer.status() == 200 || answer.status() == 503);
        assertThat(late).isNotEmpty().allMatch(answer -> answer.status() == 503);
        assertThat(longest(late)).isLessThan(Duration.ofSeconds(1));
        assertThat(longest(answers)).isLessThan(Duration.ofSeconds(10));
        assertThat(during - before).isLessThan(60);
        assertThat(recovered).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    @Order(3)
    @Tag("B11")
    void whenANewerNodeHasRaisedTheSchemaLevelThisOneEndsInGoodOrder_andIsNotStartedAgain() throws Exception {
        server.execute("update schema_level set level = level + 1");

        Until.within(Duration.ofSeconds(60)).see("the node ends", () -> !node.isAlive());

        assertThat(node.exitCode()).isEqualTo(4);
        assertThat(node.output()).contains("This node ends now: start the newer version.");
        node.launch();
        Until.within(Duration.ofSeconds(120)).see("the start is refused", () -> !node.isAlive());
        assertThat(node.exitCode()).isEqualTo(1);
        assertThat(node.output()).contains("Firebreak did not start: the database has schema level 2");
        server.execute("update schema_level set level = level - 1");
    }

    @Test
    @Order(4)
    @Tag("B2")
    @Tag("B5")
    void aServerThatDoesNotFlushIsRefused_andTheLogSaysWhatAFailoverMayLose() throws Exception {
        assertThat(node.output()).contains("PostgreSQL has no synchronous standby");
        server.execute("alter system set fsync = off");
        server.execute("select pg_reload_conf()");

        node.launch();
        Until.within(Duration.ofSeconds(120)).see("the start is refused", () -> !node.isAlive());

        assertThat(node.exitCode()).isEqualTo(1);
        assertThat(node.output()).contains("Firebreak did not start: PostgreSQL runs with fsync = off");
    }

    private record Answer(String path, int status, long began, long ended) {}

    private interface Call {
        void run() throws Exception;
    }

    private static Thread background(Call call) {
        var thread = new Thread(() -> {
            try {
                call.run();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        thread.start();
        return thread;
    }

    private Answer send(String body) throws Exception {
        return answer(HttpRequest.newBuilder(URI.create(node.address("/api/alerts/alertmanager")))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private Answer read(String path) throws Exception {
        var login =
                java.util.Base64.getEncoder().encodeToString(("admin:" + FirebreakProcess.ADMIN_PASSWORD).getBytes());
        return answer(HttpRequest.newBuilder(URI.create(node.address(path))).header("Authorization", "Basic " + login));
    }

    private Answer answer(HttpRequest.Builder builder) throws Exception {
        var request = builder.timeout(Duration.ofSeconds(60)).build();
        var began = System.nanoTime();
        var status = http.send(request, BodyHandlers.discarding()).statusCode();
        return new Answer(request.uri().getPath(), status, began, System.nanoTime());
    }

    private static List<Answer> to(String path, List<Answer> answers) {
        return answers.stream().filter(answer -> answer.path().equals(path)).toList();
    }

    private static Duration longest(List<Answer> answers) {
        return Duration.ofNanos(answers.stream()
                .mapToLong(answer -> answer.ended() - answer.began())
                .max()
                .orElseThrow());
    }

    /** A P1 on a service that the catalogue does not know. */
    private static String alert(String name) {
        return new String(
                PayloadFixture.group(name)
                        .firing(name)
                        .label("service", name)
                        .label("severity", "critical")
                        .toBytes(),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    private static boolean isPaged(String name) {
        return mail.taken.stream()
                .anyMatch(one -> one.raw().contains("[PAGE") && one.raw().contains(name));
    }

    private static long threads() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + node.pid() + "/status")).stream()
                .filter(line -> line.startsWith("Threads:"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
