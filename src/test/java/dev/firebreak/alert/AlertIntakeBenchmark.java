package dev.firebreak.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import dev.firebreak.alert.dedup.Dedup;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.journal.Journal;
import dev.firebreak.lifecycle.start.ProcessStarter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How many alerts a second are committed, over HTTP, beside {@code pgbench} on the same PostgreSQL and beside one
 * transaction an alert, all in one run of about four minutes. Only ratios within one run count.
 *
 * <pre>
 * docker/lab/up postgres-db
 * mvn -q test-compile exec:java -Dexec.classpathScope=test -Dexec.mainClass=dev.firebreak.alert.AlertIntakeBenchmark
 * </pre>
 *
 * {@code -Dseconds=10} for each measurement (as long before it, to warm up), {@code -Dconnections=32}.
 */
public final class AlertIntakeBenchmark {

    private static final int SECONDS = Integer.getInteger("seconds", 10);
    private static final int CONNECTIONS = Integer.getInteger("connections", 32);
    private static final int ALERTS = 100;
    private static final int GROUPS = 50;

    private AlertIntakeBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var postgres = TestDatabase.postgres();
        try {
            var directory = Files.createTempDirectory("alert-benchmark");
            System.out.printf("%d connections, %d alerts a payload, %d s each%n", CONNECTIONS, ALERTS, SECONDS);
            measure("PostgreSQL", postgres);
            pgbench(postgres);
            measure("H2 file", TestDatabase.h2("file:" + directory.resolve("firebreak")));
        } finally {
            postgres.drop();
        }
        System.exit(0);
    }

    private static void measure(String name, TestDatabase database) throws Exception {
        var ingest = new AlertIngestFixture(database, AlertIngestFixture.SETTINGS);
        ingest.get(ProcessStarter.class).start();
        var alertHttpFixture = new AlertHttpFixture(ingest);
        var base = base(ingest);
        System.out.printf("%n%s%n  one transaction an alert %,40.0f alerts/s   1.0%n", name, base);
        var fresh = new AtomicLong();
        var known = new Connection(alertHttpFixture.port());
        for (var n = 0; n < GROUPS; n++) {
            known.send(body("g" + n, n, null));
        }
        run(alertHttpFixture, base, "repeats only", n -> body("g" + n % GROUPS, n % GROUPS, null));
        run(
                alertHttpFixture,
                base,
                "99 % repeats, 1 % join an open incident",
                n -> body("g" + n % GROUPS, n % GROUPS, "new" + fresh.incrementAndGet()));
        ingest.jdbc().sql("update incident set status = 'RESOLVED'").update();
        run(alertHttpFixture, base, "99 % repeats, 1 % open an incident each", n -> {
            var name1 = "opens" + fresh.incrementAndGet();
            return body(name1, n % GROUPS, name1);
        });
        var ended = System.nanoTime();
        while (ingest.count("select count(*) from process_start") > 0) {
            Thread.sleep(20);
        }
        System.out.printf(
                "  all their processes run %.1f s after the last answer%n", (System.nanoTime() - ended) / 1e9);
        run(
                alertHttpFixture,
                base,
                "single alerts, repeats",
                n -> request(PayloadFixture.group("g1").firing("p1-1").toBytes()));
        System.out.printf(
                "  incidents and processes: %d, pending: %d%n",
                ingest.incidents(), ingest.count("select count(*) from alert_pending"));
        ingest.stop();
    }

    /** The obvious way: every alert journaled and joined in a transaction of its own, on as many connections. */
    private static double base(AlertIngestFixture ingest) throws Exception {
        var transaction = new TransactionTemplate(ingest.get(PlatformTransactionManager.class));
        var journal = ingest.get(Journal.class);
        var dedup = ingest.get(Dedup.class);
        var payloads = IntStream.range(0, 5_000)
                .mapToObj(
                        n -> ingest.payload("base", PayloadFixture.group("base").firing("f" + n)))
                .toList();
        var result = load(n -> {
            var known = payloads.get(n % payloads.size());
            var payload = new AlertPayload(
                    UUID.randomUUID(),
                    known.source(),
                    known.format(),
                    ingest.clock.instant(),
                    known.body(),
                    known.bytes(),
                    known.notification());
            transaction.executeWithoutResult(status -> {
                journal.write(List.of(payload));
                journal.claim(List.of(payload.id()));
                dedup.dedup(List.of(payload));
            });
            return 200;
        });
        return result.rate();
    }

    private static void run(AlertHttpFixture alertHttpFixture, double base, String name, IntFunction<byte[]> bodies)
            throws Exception {
        var single = name.startsWith("single") ? 1 : ALERTS;
        var connections = ThreadLocal.withInitial(() -> new Connection(alertHttpFixture.port()));
        var result = load(n -> connections.get().send(bodies.apply(n)));
        System.out.printf(
                "  %-40s %,24.0f alerts/s %5.1f   %,7.0f requests/s, p50 %.0f ms, p99 %.0f ms, %,.0f alerts per CPU second, answers %s%n",
                name,
                single * result.rate(),
                single * result.rate() / base,
                result.rate(),
                result.p50(),
                result.p99(),
                single * result.perCpuSecond(),
                result.answers());
    }

    /** @param perCpuSecond calls per CPU second of this process, senders included: comparable also on a busy machine */
    private record Result(double rate, double p50, double p99, double perCpuSecond, String answers) {}

    private interface Call {
        int make(int n) throws Exception;
    }

    private static Result load(Call call) throws Exception {
        var threads = Executors.newFixedThreadPool(CONNECTIONS);
        var from = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        var until = from + TimeUnit.SECONDS.toNanos(SECONDS);
        var done = new LongAdder();
        var all = new LongAdder();
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var cpu = system.getProcessCpuTime();
        var number = new AtomicLong();
        var times = new java.util.concurrent.ConcurrentLinkedQueue<Double>();
        var answers = java.util.concurrent.ConcurrentHashMap.<Integer>newKeySet();
        for (var thread = 0; thread < CONNECTIONS; thread++) {
            threads.execute(() -> {
                while (System.nanoTime() < until) {
                    try {
                        var began = System.nanoTime();
                        answers.add(call.make((int) number.incrementAndGet()));
                        all.increment();
                        if (began > from && System.nanoTime() < until) {
                            done.increment();
                            times.add((System.nanoTime() - began) / 1e6);
                        }
                    } catch (Exception e) {
                        e.printStackTrace();
                        return;
                    }
                }
            });
        }
        threads.shutdown();
        threads.awaitTermination(10 * SECONDS, TimeUnit.SECONDS);
        var sorted = times.stream().sorted().toList();
        return new Result(
                done.sum() / (double) SECONDS,
                sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2),
                sorted.isEmpty() ? 0 : sorted.get(sorted.size() * 99 / 100),
                all.sum() * 1e9 / (system.getProcessCpuTime() - cpu),
                answers.toString());
    }

    private static final String[] KNOWN = IntStream.range(0, GROUPS)
            .mapToObj(group -> IntStream.range(0, ALERTS - 1)
                    .mapToObj(n -> alert("p" + group + "-" + n))
                    .collect(Collectors.joining(",")))
            .toArray(String[]::new);

    /** 99 known alerts of a pool, and one more: a known one too, or a new one. */
    private static byte[] body(String group, int pool, String fresh) {
        var json = "{\"version\":\"4\",\"status\":\"firing\",\"groupKey\":\"" + group
                + "\",\"truncatedAlerts\":0,\"alerts\":[" + KNOWN[pool] + ","
                + alert(fresh == null ? "p" + pool + "-last" : fresh) + "]}";
        return request(json.getBytes(UTF_8));
    }

    private static String alert(String fingerprint) {
        return "{\"status\":\"firing\",\"labels\":{\"alertname\":\"DiskSpaceLow\",\"severity\":\"high\",\"service\":\"mosaic-postgres\","
                + "\"instance\":\"" + fingerprint
                + ".example.com:9100\"},\"annotations\":{\"summary\":\"Little space on " + fingerprint
                + "\",\"description\":\"Less than 10% of / is free.\"},\"startsAt\":\"2026-11-22T07:16:30.123Z\","
                + "\"endsAt\":\"0001-01-01T00:00:00Z\",\"generatorURL\":\"http://127.0.0.1:9090/graph\",\"fingerprint\":\""
                + fingerprint + "\"}";
    }

    private static byte[] request(byte[] body) {
        var head = ("POST " + AlertHttpFixture.PATH
                        + " HTTP/1.1\r\nHost: x\r\nX-Source: default\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + body.length + "\r\n\r\n")
                .getBytes(UTF_8);
        var all = java.util.Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    /** A sender that costs next to nothing: it shares the two cores with what is measured. */
    private static final class Connection {

        private final int port;
        private java.net.Socket socket;

        Connection(int port) {
            this.port = port;
        }

        int send(byte[] request) throws IOException {
            socket = socket == null ? new java.net.Socket("127.0.0.1", port) : socket;
            socket.getOutputStream().write(request);
            var answer = answer(socket.getInputStream());
            // Tomcat ends a connection after its hundredth request.
            if (answer.contains("Connection: close")) {
                socket.close();
                socket = null;
            }
            return Integer.parseInt(answer.substring(9, 12));
        }

        private static String answer(java.io.InputStream in) throws IOException {
            var buffer = new byte[4096];
            var length = 0;
            while (true) {
                length += in.read(buffer, length, buffer.length - length);
                var text = new String(buffer, 0, length, java.nio.charset.StandardCharsets.ISO_8859_1);
                var head = text.indexOf("\r\n\r\n");
                if (head > 0 && length >= head + 4 + contentLength(text)) {
                    return text;
                }
            }
        }

        private static int contentLength(String head) {
            var at = head.toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ") + 16;
            return Integer.parseInt(head.substring(at, head.indexOf('\r', at)));
        }
    }

    private static void pgbench(TestDatabase database) throws Exception {
        var script = Files.createTempFile("tiny", ".sql");
        Files.writeString(script, "insert into tiny (text) values ('one alert');\n");
        psql(database, "create table tiny (id bigint generated always as identity primary key, text text)");
        System.out.println("pgbench, the same tiny insert");
        for (var clients : List.of("1", "4", "16")) {
            var process = new ProcessBuilder(
                    "/usr/lib/postgresql/15/bin/pgbench",
                    "-n",
                    "-f",
                    script.toString(),
                    "-c",
                    clients,
                    "-j",
                    "2",
                    "-T",
                    String.valueOf(Math.max(3, SECONDS / 2)),
                    "-h",
                    host(database),
                    "-p",
                    port(database),
                    "-U",
                    database.user(),
                    name(database));
            process.environment().put("PGPASSWORD", database.password());
            var lines = new String(process.start().getInputStream().readAllBytes(), UTF_8);
            System.out.printf(
                    "  %2s clients: %s%n",
                    clients,
                    lines.lines().filter(l -> l.startsWith("tps")).findFirst().orElse(lines));
        }
        Files.delete(Path.of(script.toString()));
    }

    private static void psql(TestDatabase database, String sql) throws Exception {
        try (var connection =
                        java.sql.DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String host(TestDatabase database) {
        return database.url().replaceAll("jdbc:postgresql://([^:]+):.*", "$1");
    }

    private static String port(TestDatabase database) {
        return database.url().replaceAll(".*:(\\d+)/.*", "$1");
    }

    private static String name(TestDatabase database) {
        return database.url().substring(database.url().lastIndexOf('/') + 1);
    }
}
