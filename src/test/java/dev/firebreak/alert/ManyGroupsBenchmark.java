package dev.firebreak.alert;

import static dev.firebreak.FirebreakTest.ADMIN_PASSWORD;
import static dev.firebreak.FirebreakTest.INGEST_TOKEN;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.firebreak.Firebreak;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 50,000 new alerts within 60 s in 500 groups, and meanwhile one body of 20 MB with a group of 10,000, on PostgreSQL with
 * the storm guard off: exactly 501 incidents, all answers 200, and the heap that is left after collections does not
 * grow. Sender and mail server share the JVM, so 512 MiB are for them, too.
 *
 * <pre>
 * docker/lab/up postgres-db
 * mvn -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -Xmx512m -cp target/test-classes:target/classes:$(cat target/classpath) dev.firebreak.alert.ManyGroupsBenchmark
 * </pre>
 *
 * {@code -Dseconds=60} for the posts of {@code -Dgroups=500} groups.
 */
public final class ManyGroupsBenchmark {

    private static final int GROUPS = Integer.getInteger("groups", 500);
    private static final int SECONDS = Integer.getInteger("seconds", 60);
    private static final int ALERTS = 100;
    private static final int LARGE = 10_000;
    private static final Duration AT_MOST = Duration.ofMinutes(10);
    private static final Duration LARGE_TIMEOUT = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final JdbcClient jdbc;
    private final URI alerts;
    private final Path directory;
    private final HeapWatch heap = new HeapWatch();

    private ManyGroupsBenchmark(ConfigurableApplicationContext application, Path directory) {
        this.jdbc = application.getBean(JdbcClient.class);
        this.directory = directory;
        var port = ((WebServerApplicationContext) application).getWebServer().getPort();
        this.alerts = URI.create("http://127.0.0.1:" + port + "/api/alerts/alertmanager");
    }

    public static void main(String[] arguments) throws Exception {
        var mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        var directory = Files.createTempDirectory("groups-benchmark");
        try (var server = OwnPostgres.create(directory.resolve("postgres")).start()) {
            var database = server.database("");
            try (var application = new SpringApplicationBuilder(Firebreak.class)
                    .run(
                            "--server.port=0",
                            "--spring.datasource.url=" + database.url(),
                            "--spring.datasource.username=" + database.user(),
                            "--spring.mail.host=127.0.0.1",
                            "--spring.mail.port=" + mail.getSmtp().getPort(),
                            "--spring.main.banner-mode=off",
                            "--logging.level.root=ERROR",
                            "--firebreak.data-dir=" + directory.resolve("data"),
                            "--firebreak.catalog=classpath:catalog-demo.yaml",
                            "--firebreak.comms.mail.from=firebreak@example.test",
                            "--firebreak.noise.storm-limit=0",
                            "--FIREBREAK_ADMIN_PASSWORD=" + ADMIN_PASSWORD,
                            "--FIREBREAK_INGEST_TOKEN=" + INGEST_TOKEN)) {
                new ManyGroupsBenchmark(application, directory).measure();
            }
        }
        System.exit(0);
    }

    private void measure() throws Exception {
        var large = directory.resolve("large.json");
        write(large, "large", LARGE, 2_000);
        System.out.printf(Locale.ROOT, "before: %s%n", heap.report());
        var began = Instant.now();
        var posts = Executors.newScheduledThreadPool(16);
        for (var n = 0; n < GROUPS; n++) {
            var group = directory.resolve("group-" + n + ".json");
            var name = "group-" + n;
            posts.schedule(
                    () -> {
                        write(group, name, ALERTS, 200);
                        post(group);
                        return null;
                    },
                    1_000L * SECONDS * n / GROUPS,
                    TimeUnit.MILLISECONDS);
        }
        var largeTook = posts.schedule(() -> timed(() -> post(large)), SECONDS / 2, TimeUnit.SECONDS);
        posts.shutdown();
        posts.awaitTermination(10, TimeUnit.MINUTES);
        var answered = Duration.between(began, Instant.now());
        System.out.printf(Locale.ROOT, "posted: %s%n", heap.report());
        until("select count(*) from process_start");
        var started = Duration.between(began, Instant.now());
        System.out.printf(Locale.ROOT, "started: %s%n", heap.report());
        until("select count(*) from ACT_RU_EXT_TASK");
        var out = Duration.between(began, Instant.now());
        System.out.printf(Locale.ROOT, "messages out: %s%n", heap.report());
        System.out.printf(
                Locale.ROOT,
                "%,d alerts in %d incidents (expected %d); answered after %.1f s, the body of %.1f MB within %.1f s; all"
                        + " started after %.1f s, all messages out after %.1f s; load average %.1f%n",
                count("select count(*) from alert"),
                count("select count(*) from incident"),
                GROUPS + 1,
                answered.toMillis() / 1e3,
                Files.size(large) / 1e6,
                largeTook.get().toMillis() / 1e3,
                started.toMillis() / 1e3,
                out.toMillis() / 1e3,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private interface Work {
        void run() throws Exception;
    }

    private static Duration timed(Work work) throws Exception {
        var began = Instant.now();
        work.run();
        return Duration.between(began, Instant.now());
    }

    private static void write(Path file, String group, int count, int bytes) throws IOException {
        var padding = "x".repeat(Math.max(0, bytes - 300));
        try (var body = Files.newBufferedWriter(file)) {
            body.write("{\"version\":\"4\",\"status\":\"firing\",\"groupKey\":\"" + group
                    + "\",\"truncatedAlerts\":0,\"alerts\":[");
            for (var n = 0; n < count; n++) {
                body.write((n == 0 ? "" : ",") + """
                        {"status":"firing","labels":{"alertname":"HighLoad","service":"mosaic-gitea",\
                        "severity":"high","instance":"%1$s-%2$d"},"annotations":{"summary":"%1$s","description":"%4$s"},\
                        "startsAt":"%3$s","endsAt":"0001-01-01T00:00:00Z","fingerprint":"%1$s-%2$d"}""".formatted(group, n, Instant.now(), padding));
            }
            body.write("]}");
        }
    }

    /** A node that is busy may answer 503; senders post again. */
    private void post(Path body) throws Exception {
        var request = HttpRequest.newBuilder(alerts)
                .timeout(LARGE_TIMEOUT)
                .header("Authorization", "Bearer " + INGEST_TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofFile(body))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        while (answer.statusCode() == 503) {
            System.out.println("503 " + body.getFileName());
            Thread.sleep(1_000);
            answer = http.send(request, BodyHandlers.ofString());
        }
        if (answer.statusCode() != 200) {
            System.out.println(answer.statusCode() + " " + body.getFileName() + " " + answer.body());
        }
        if (body.getFileName().toString().startsWith("group")) {
            Files.delete(body);
        }
    }

    private void until(String noRows) throws InterruptedException {
        var end = Instant.now().plus(AT_MOST);
        while (count(noRows) > 0) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("still rows: " + noRows);
            }
            Thread.sleep(500);
        }
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
