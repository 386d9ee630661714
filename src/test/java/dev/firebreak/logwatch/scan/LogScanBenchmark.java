package dev.firebreak.logwatch.scan;

import dev.firebreak.logwatch.rule.LogRule;
import dev.firebreak.logwatch.ruleset.RuleSetsFixture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How fast rules find lines in a file, on one core, beside {@code grep -cE} with the literals of the same rules on the same file, in
 * turn and in one run. Only the ratio counts.
 *
 * <pre>
 * mvn -q test-compile exec:java -Dexec.classpathScope=test -Dexec.mainClass=dev.firebreak.logwatch.scan.LogScanBenchmark
 * </pre>
 *
 * {@code -Dmegabytes=512} is the size of the file, {@code -Drounds=5} the number of measurements, {@code -Dsets=sshd,go}
 * the sets of rules.
 */
public final class LogScanBenchmark {

    private static final int MEGABYTES = Integer.getInteger("megabytes", 512);
    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final List<String> SETS =
            List.of(System.getProperty("sets", "sshd,kernel,go,postgres,web").split(","));
    private static final int BLOCK = 256 * 1024;

    private static final String EXACT = "-cE";
    private static final String ANY_CASE = "-ciE";

    private LogScanBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var file = Files.createTempFile("log-scan", ".log");
        try {
            write(file);
            var rules = RuleSetsFixture.shipped().of(SETS);
            var scanner = new LineScanner(rules);
            System.out.printf("%d MB, %d rules, one core%n", MEGABYTES, rules.size());
            for (var n = 0; n < 2; n++) {
                scan(scanner, file); // warms up
                grep(EXACT, rules, file);
            }
            var ratios = IntStream.range(0, ROUNDS)
                    .mapToDouble(n -> round(scanner, rules, file))
                    .sorted()
                    .toArray();
            System.out.printf(
                    "ratio to grep -cE: median %.2f (%.2f to %.2f)%n",
                    ratios[ROUNDS / 2], ratios[0], ratios[ROUNDS - 1]);
        } finally {
            Files.delete(file);
        }
        System.exit(0);
    }

    private static double round(LineScanner scanner, List<LogRule> rules, Path file) {
        try {
            var ours = scan(scanner, file);
            var theirs = grep(EXACT, rules, file);
            System.out.printf(
                    "  Firebreak %,6.0f MB/s, grep %s %,6.0f MB/s, grep %s (as Firebreak, in any case) %,6.0f MB/s%n",
                    MEGABYTES / ours, EXACT, MEGABYTES / theirs, ANY_CASE, MEGABYTES / grep(ANY_CASE, rules, file));
            return theirs / ours;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Seconds of one pass: reading, counting lines, matching. */
    private static double scan(LineScanner scanner, Path file) throws IOException {
        var began = System.nanoTime();
        var hits = new AtomicLong();
        var block = new byte[BLOCK];
        var bytes = ByteBuffer.wrap(block);
        var offset = 0L;
        var lines = 0L;
        try (var channel = FileChannel.open(file)) {
            while (true) {
                bytes.clear();
                var length = channel.read(bytes, offset);
                if (length <= 0) {
                    break;
                }
                var end = length;
                while (block[end - 1] != '\n') {
                    end--;
                }
                lines += scanner.scan(block, 0, end, match -> hits.incrementAndGet());
                offset += end;
            }
        }
        var seconds = (System.nanoTime() - began) / 1e9;
        if (lines == 0 || hits.get() == 0) {
            throw new IllegalStateException("nothing was found");
        }
        return seconds;
    }

    /** Lines of 126 bytes, of which one in a thousand counts. */
    private static void write(Path file) throws IOException {
        var random = new Random(11);
        var words = "request served order user session cache commit fetch queue worker started done".split(" ");
        try (var out = Files.newOutputStream(file)) {
            var part = new StringBuilder();
            for (var lines = 0; lines < 8192; lines++) {
                var line = new StringBuilder("Nov 22 07:16:30 web app[4242]: ");
                if (random.nextInt(1000) == 0) {
                    line.append("panic: runtime error: index out of range ");
                }
                while (line.length() < 125) {
                    line.append(words[random.nextInt(words.length)])
                            .append(' ')
                            .append(random.nextInt(10_000))
                            .append(' ');
                }
                part.append(line, 0, 125).append('\n');
            }
            var bytes = part.toString().getBytes(StandardCharsets.UTF_8);
            for (var written = 0L; written < MEGABYTES * 1_000_000L; written += bytes.length) {
                out.write(bytes, 0, (int) Math.min(bytes.length, MEGABYTES * 1_000_000L - written) / 126 * 126);
            }
        }
    }

    private static double grep(String how, List<LogRule> rules, Path file) throws IOException, InterruptedException {
        var literals = rules.stream()
                .flatMap(rule -> rule.contains().stream())
                .distinct()
                .map(literal -> literal.replaceAll("[^A-Za-z0-9 _:,\"'/-]", "\\\\$0"))
                .collect(Collectors.joining("|"));
        var output = Files.createTempFile("log-scan", ".txt");
        var began = System.nanoTime();
        var grep = new ProcessBuilder("grep", how, literals, file.toString()).redirectOutput(output.toFile());
        grep.environment().put("LC_ALL", "C");
        var exit = grep.start().waitFor();
        var seconds = (System.nanoTime() - began) / 1e9;
        if (exit != 0) {
            throw new IllegalStateException("grep " + exit);
        }
        Files.delete(output);
        return seconds;
    }
}
