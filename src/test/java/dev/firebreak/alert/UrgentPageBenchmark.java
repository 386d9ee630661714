package dev.firebreak.alert;

import static dev.firebreak.FirebreakTest.ADMIN_PASSWORD;
import static dev.firebreak.FirebreakTest.INGEST_TOKEN;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.firebreak.Firebreak;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How long it takes from the post of an alert that is a P1 until the mail server has its first page, while 1,000 other
 * incidents start: the whole application over HTTP, with a mail server of its own, on H2 and on PostgreSQL. About five
 * minutes.
 *
 * <pre>
 * docker/lab/up postgres-db
 * mvn -q test-compile exec:java -Dexec.classpathScope=test -Dexec.mainClass=dev.firebreak.alert.UrgentPageBenchmark
 * </pre>
 *
 * {@code -Dothers=1000} incidents of severity P2, {@code -Devery=500} milliseconds between two P1, {@code
 * -Ddatabases=h2,postgres}.
 */
public final class UrgentPageBenchmark {

    private static final int OTHERS = Integer.getInteger("others", 1_000);
    private static final int EVERY = Integer.getInteger("every", 500);
    private static final int IDLE = 20;
    private static final Duration AT_MOST = Duration.ofMinutes(5);
    private static final Pattern INCIDENT = Pattern.compile("INC-\\d{8}-\\d{6}-\\d+");

    private final HttpClient http = HttpClient.newHttpClient();
    private final JdbcClient jdbc;
    private final URI alerts;
    private final Map<String, Instant> posted = new ConcurrentHashMap<>();

    private UrgentPageBenchmark(ConfigurableApplicationContext application) {
        this.jdbc = application.getBean(JdbcClient.class);
        var port = ((WebServerApplicationContext) application).getWebServer().getPort();
        this.alerts = URI.create("http://127.0.0.1:" + port + "/api/alerts/alertmanager");
    }

    public static void main(String[] arguments) throws Exception {
        var mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        for (var name : System.getProperty("databases", "h2,postgres").split(",")) {
            var directory = Files.createTempDirectory("page-benchmark");
            var database = name.equals("h2")
                    ? TestDatabase.h2("file:" + directory.resolve("firebreak"))
                    : TestDatabase.postgres();
            try (var application = new SpringApplicationBuilder(Firebreak.class)
                    .run(
                            "--server.port=0",
                            "--spring.datasource.url=" + database.url(),
                            "--spring.datasource.username=" + database.user(),
                            "--spring.datasource.password=" + database.password(),
                            "--spring.mail.host=127.0.0.1",
                            "--spring.mail.port=" + mail.getSmtp().getPort(),
                            "--spring.main.banner-mode=off",
                            "--logging.level.root=ERROR",
                            "--firebreak.data-dir=" + directory,
                            "--firebreak.catalog=classpath:catalog-demo.yaml",
                            "--firebreak.comms.mail.from=firebreak@example.test",
                            "--firebreak.comms.bundle.every=0s",
                            "--firebreak.noise.storm-limit=0",
                            "--FIREBREAK_ADMIN_PASSWORD=" + ADMIN_PASSWORD,
                            "--FIREBREAK_INGEST_TOKEN=" + INGEST_TOKEN)) {
                new UrgentPageBenchmark(application).measure(name);
            } finally {
                database.drop();
            }
        }
        System.exit(0);
    }

    private void measure(String name) throws Exception {
        for (var n = 0; n < IDLE; n++) {
            critical("idle-" + n);
            Thread.sleep(EVERY);
        }
        untilPaged();
        report(name + ", idle");

        var began = Instant.now();
        var storm = Executors.newFixedThreadPool(8);
        for (var n = 0; n < OTHERS; n++) {
            var group = "other-" + n;
            storm.execute(() -> post(group, "high"));
        }
        storm.shutdown();
        for (var n = 0; !storm.isTerminated() || waiting() > 0; n++) {
            critical("storm-" + n);
            Thread.sleep(EVERY);
        }
        storm.awaitTermination(1, TimeUnit.MINUTES);
        var started = Instant.now();
        untilPaged();
        report(name + ", " + OTHERS + " others start meanwhile");
        System.out.printf(
                "  all started after %.1f s, all messages out after %.1f s, load average %.1f on %d processors%n",
                Duration.between(began, started).toMillis() / 1e3,
                Duration.between(began, untilAllIsSent()).toMillis() / 1e3,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.getRuntime().availableProcessors());
    }

    private void critical(String group) {
        var at = Instant.now();
        posted.put(post(group, "critical"), at);
    }

    /** Posts one alert that opens an incident of its own; answers the incident. */
    private String post(String group, String severity) {
        var body = """
                {"version":"4","status":"firing","groupKey":"%1$s","truncatedAlerts":0,"alerts":[{"status":"firing",\
                "labels":{"alertname":"HighLoad","service":"mosaic-gitea","severity":"%2$s","users_affected":"none",\
                "instance":"%1$s"},"annotations":{"summary":"%1$s"},"startsAt":"%3$s","endsAt":"0001-01-01T00:00:00Z",\
                "generatorURL":"","fingerprint":"%1$s"}]}""".formatted(group, severity, Instant.now());
        var request = HttpRequest.newBuilder(alerts)
                .header("Authorization", "Bearer " + INGEST_TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            var incident = INCIDENT.matcher(answer.body());
            if (!incident.find()) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
            return incident.group();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private long waiting() {
        return count("select count(*) from process_start p where urgency > 1");
    }

    private void untilPaged() throws InterruptedException {
        var end = Instant.now().plus(AT_MOST);
        while (!paged().keySet().containsAll(posted.keySet()) && Instant.now().isBefore(end)) {
            Thread.sleep(100);
        }
    }

    private Instant untilAllIsSent() throws InterruptedException {
        var end = Instant.now().plus(AT_MOST);
        while (count("select count(*) from ACT_RU_EXT_TASK where TOPIC_NAME_ like 'notify.%'") > 0
                && Instant.now().isBefore(end)) {
            Thread.sleep(200);
        }
        return Instant.now();
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    /** When the mail server had the first page of each incident. */
    private Map<String, Instant> paged() {
        var paged = new TreeMap<String, Instant>();
        jdbc.sql("select incident_id, min(settled_at) at from delivery where message like 'page-%' and state = 'SENT'"
                        + " group by incident_id")
                .query(row -> {
                    paged.put(
                            row.getString(1),
                            row.getObject(2, OffsetDateTime.class).toInstant());
                });
        return paged;
    }

    private void report(String what) {
        var paged = paged();
        var late = new ArrayList<Long>();
        posted.forEach((incident, at) -> {
            if (paged.containsKey(incident)) {
                late.add(Duration.between(at, paged.get(incident)).toMillis());
            }
        });
        late.sort(null);
        System.out.printf(
                Locale.ROOT,
                "%s: n = %d, not paged %d; p50 %,d ms, p99 %,d ms, max %,d ms%n",
                what,
                late.size(),
                posted.size() - late.size(),
                at(late, 0.5),
                at(late, 0.99),
                at(late, 1));
        posted.clear();
    }

    private static long at(List<Long> sorted, double share) {
        return sorted.isEmpty() ? -1 : sorted.get((int) Math.min(sorted.size() - 1L, (long) (share * sorted.size())));
    }
}
