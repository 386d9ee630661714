package dev.firebreak.status;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.firebreak.Firebreak;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * How many requests a second the status page answers, beside a static file of the same size from the same server, in
 * turns. The clients share the machine and the JVM, each with a connection that stays. The ratio is comparable on a busy
 * machine, the numbers are not.
 *
 * <pre>
 * mvn -q test-compile exec:java -Dexec.classpathScope=test -Dexec.mainClass=dev.firebreak.status.StatusPageBenchmark
 * </pre>
 *
 * {@code -Dturns=5} of {@code -Dseconds=3} each, with {@code -Dclients=8}, after {@code -Dwarm=5} seconds of each.
 */
public final class StatusPageBenchmark {

    private static final int TURNS = Integer.getInteger("turns", 5);
    private static final int SECONDS = Integer.getInteger("seconds", 3);
    private static final int WARM = Integer.getInteger("warm", 5);
    private static final int CLIENTS = Integer.getInteger("clients", 8);
    private static final String FILE = "/css/same-size.html";

    private final int port;

    private StatusPageBenchmark(int port) {
        this.port = port;
    }

    public static void main(String[] arguments) throws Exception {
        var folder = Files.createTempDirectory("status-benchmark");
        try (var application = start(folder.toString())) {
            var benchmark = new StatusPageBenchmark(
                    ((WebServerApplicationContext) application).getWebServer().getPort());
            var page = application.getBean(PublishedStatus.class).prepared().html();
            Files.createDirectories(folder.resolve("static/css"));
            Files.write(folder.resolve("static" + FILE), page);
            System.out.printf("Both are %,d bytes; %d clients.%n", page.length, CLIENTS);
            benchmark.compare();
        }
    }

    private static ConfigurableApplicationContext start(String folder) {
        return SpringApplication.run(
                Firebreak.class,
                "--server.port=0",
                "--firebreak.data-dir=" + folder,
                "--firebreak.four-eyes=warn",
                "--firebreak.status.components.mosaic-gitea=Git hosting",
                "--firebreak.status.components.mosaic-bookstack=Wiki",
                "--firebreak.status.components.mosaic-plane=Planning",
                "--spring.datasource.url=jdbc:h2:mem:status-benchmark;MODE=PostgreSQL;DATABASE_TO_LOWER=FALSE",
                "--spring.web.resources.static-locations=classpath:/static/,file:" + folder + "/static/",
                "--logging.level.root=warn");
    }

    private void compare() throws Exception {
        rate("/status", WARM);
        rate(FILE, WARM);
        var pages = new ArrayList<Double>();
        var files = new ArrayList<Double>();
        for (var turn = 0; turn < TURNS; turn++) {
            pages.add(rate("/status", SECONDS));
            files.add(rate(FILE, SECONDS));
            System.out.printf("page %,.0f/s, file %,.0f/s%n", pages.get(turn), files.get(turn));
        }
        System.out.printf(
                "median: page %,.0f/s, file %,.0f/s, page/file %.2f%n",
                median(pages), median(files), median(pages) / median(files));
    }

    private static double median(List<Double> numbers) {
        return numbers.stream().sorted().toList().get(numbers.size() / 2);
    }

    private double rate(String path, int seconds) throws InterruptedException, ExecutionException {
        var threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            var end = System.nanoTime() + seconds * 1_000_000_000L;
            var work = new ArrayList<Callable<Integer>>();
            for (var n = 0; n < CLIENTS; n++) {
                work.add(() -> ask(path, end));
            }
            var all = 0;
            for (var answered : threads.invokeAll(work)) {
                all += answered.get();
            }
            return (double) all / seconds;
        } finally {
            threads.shutdown();
        }
    }

    private int ask(String path, long end) throws IOException {
        var request = ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n").getBytes(US_ASCII);
        var answered = 0;
        while (System.nanoTime() < end) {
            try (var socket = new Socket("127.0.0.1", port)) {
                socket.setTcpNoDelay(true);
                var in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
                // Tomcat closes a connection after 100 requests.
                for (var n = 0; n < 100 && System.nanoTime() < end; n++) {
                    socket.getOutputStream().write(request);
                    read(in);
                    answered++;
                }
            }
        }
        return answered;
    }

    private static void read(InputStream in) throws IOException {
        var status = line(in);
        if (!status.contains(" 200")) {
            throw new IOException(status);
        }
        var length = -1;
        for (var head = line(in); !head.isEmpty(); head = line(in)) {
            if (head.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(head.substring(15).strip());
            }
        }
        if (length < 0) {
            throw new IOException("no length");
        }
        in.skipNBytes(length);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection ended");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
