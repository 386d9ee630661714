package dev.firebreak.alert;

import static dev.firebreak.FirebreakTest.ADMIN_PASSWORD;
import static dev.firebreak.FirebreakTest.INGEST_TOKEN;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.management.OperatingSystemMXBean;
import dev.firebreak.Firebreak;
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
 * What an incident of the real lifecycle costs, from the post of its alert until its messages are out: CPU of the JVM
 * and of PostgreSQL, transactions and statements, and the statements that cost most. The application and the alerts'
 * sender share the JVM, and the mail server, too. PostgreSQL is a server of the benchmark's own, with
 * pg_stat_statements. What kinds of threads need more than a millisecond an incident is printed, too. CPU is comparable on a busy machine, times are not.
 *
 * <pre>
 * docker/lab/up postgres-db
 * mvn -q test-compile exec:java -Dexec.classpathScope=test -Dexec.mainClass=dev.firebreak.alert.IncidentCostBenchmark
 * </pre>
 *
 * {@code -Dincidents=1000} of severity P2, after {@code -Dwarm=200}; {@code -Dstatements=25} are printed; {@code
 * -Dbundle=0s} sends each message alone. The storm guard is off.
 */
public final class IncidentCostBenchmark {

    private static final int INCIDENTS = Integer.getInteger("incidents", 1_000);
    private static final int WARM = Integer.getInteger("warm", 200);
    private static final int STATEMENTS = Integer.getInteger("statements", 25);
    private static final String BUNDLE = System.getProperty("bundle", "0s");
    private static final Duration AT_MOST = Duration.ofMinutes(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private final JdbcClient jdbc;
    private final OwnPostgres server;
    private final URI alerts;

    private IncidentCostBenchmark(ConfigurableApplicationContext application, OwnPostgres server) {
        this.jdbc = application.getBean(JdbcClient.class);
        this.server = server;
        var port = ((WebServerApplicationContext) application).getWebServer().getPort();
        this.alerts = URI.create("http://127.0.0.1:" + port + "/api/alerts/alertmanager");
    }

    public static void main(String[] arguments) throws Exception {
        var mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        var directory = Files.createTempDirectory("cost-benchmark");
        try (var server = OwnPostgres.create(
                        directory.resolve("postgres"),
                        "shared_preload_libraries = 'pg_stat_statements'",
                        "pg_stat_statements.track_utility = off")
                .start()) {
            server.execute("create extension pg_stat_statements");
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
                            "--firebreak.comms.bundle.every=" + BUNDLE,
                            "--firebreak.noise.storm-limit=0",
                            "--FIREBREAK_ADMIN_PASSWORD=" + ADMIN_PASSWORD,
                            "--FIREBREAK_INGEST_TOKEN=" + INGEST_TOKEN)) {
                new IncidentCostBenchmark(application, server).measure();
            }
        }
        System.exit(0);
    }

    private void measure() throws Exception {
        open("warm", WARM);
        server.execute("select pg_stat_statements_reset()");
        var transactions = transactions();
        var jvm = jvmMillis();
        var threads = ThreadTimes.now();
        var postgres = postgresMillis();
        var began = Instant.now();
        var started = open("cost", INCIDENTS);
        var took = Duration.between(began, Instant.now());
        jvm = jvmMillis() - jvm;
        postgres = postgresMillis() - postgres;
        transactions = transactions() - transactions;
        System.out.printf(
                Locale.ROOT,
                "%d incidents: %.1f ms of CPU each (JVM %.1f, PostgreSQL %.1f), %.1f statements, %.1f transactions;"
                        + " all started after %.1f s, all messages out after %.1f s, load average %.1f%n",
                INCIDENTS,
                (double) (jvm + postgres) / INCIDENTS,
                (double) jvm / INCIDENTS,
                (double) postgres / INCIDENTS,
                (double) count("select sum(calls) from pg_stat_statements") / INCIDENTS,
                (double) transactions / INCIDENTS,
                started.toMillis() / 1e3,
                took.toMillis() / 1e3,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        ThreadTimes.now().since(threads).forEach((kind, millis) -> {
            if (millis >= INCIDENTS) {
                System.out.printf(Locale.ROOT, "%8.2f ms  %s%n", (double) millis / INCIDENTS, kind);
            }
        });
        jdbc.sql("""
                        select calls, total_exec_time, rows, query from pg_stat_statements
                        order by calls desc limit ?""").param(STATEMENTS).query(row -> {
            System.out.printf(
                    Locale.ROOT,
                    "%8.2f calls, %7.3f ms, %8.2f rows  %s%n",
                    row.getDouble(1) / INCIDENTS,
                    row.getDouble(2) / INCIDENTS,
                    row.getDouble(3) / INCIDENTS,
                    row.getString(4)
                            .replaceAll("\\s+", " ")
                            .transform(sql -> sql.substring(0, Math.min(150, sql.length()))));
        });
    }

    /** Answers after what time all processes had started; waits until all messages are out. */
    private Duration open(String prefix, int incidents) throws InterruptedException {
        var began = Instant.now();
        var posts = Executors.newFixedThreadPool(8);
        for (var n = 0; n < incidents; n++) {
            var group = prefix + "-" + n;
            posts.execute(() -> post(group));
        }
        posts.shutdown();
        posts.awaitTermination(5, TimeUnit.MINUTES);
        until("select count(*) from process_start");
        var started = Duration.between(began, Instant.now());
        until("select count(*) from ACT_RU_EXT_TASK");
        return started;
    }

    private void until(String noRows) throws InterruptedException {
        var end = Instant.now().plus(AT_MOST);
        while (count(noRows) > 0) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("still rows: " + noRows);
            }
            Thread.sleep(200);
        }
    }

    private void post(String group) {
        var body = """
                {"version":"4","status":"firing","groupKey":"%1$s","truncatedAlerts":0,"alerts":[{"status":"firing",\
                "labels":{"alertname":"HighLoad","service":"mosaic-gitea","severity":"high","users_affected":"none",\
                "instance":"%1$s"},"annotations":{"summary":"%1$s"},"startsAt":"%2$s","endsAt":"0001-01-01T00:00:00Z",\
                "generatorURL":"","fingerprint":"%1$s"}]}""".formatted(group, Instant.now());
        var request = HttpRequest.newBuilder(alerts)
                .header("Authorization", "Bearer " + INGEST_TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private long transactions() {
        return count("select xact_commit + xact_rollback from pg_stat_database where datname = 'postgres'");
    }

    private static long jvmMillis() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1_000_000;
    }

    /** User and system time of the server's processes that live; connections live as long as the application. */
    private long postgresMillis() throws Exception {
        var all = server.postmaster().descendants().map(ProcessHandle::pid).toList();
        long ticks = 0;
        for (var pid : all) {
            var stat = Path.of("/proc/" + pid + "/stat");
            if (Files.exists(stat)) {
                var fields = Files.readString(stat).replaceFirst("^.*\\) ", "").split(" ");
                ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            }
        }
        return ticks * 10;
    }
}
