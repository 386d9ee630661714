package dev.firebreak.logwatch;

import static dev.firebreak.logwatch.LogWatchFixture.files;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.firebreak.alert.AlertIngestFixture;
import dev.firebreak.logwatch.LogWatchSettings.FileLogs;
import dev.firebreak.logwatch.file.FileWatch;
import dev.firebreak.logwatch.ruleset.CurrentRules;
import dev.firebreak.logwatch.stream.LogStreams;
import dev.firebreak.logwatch.stream.StreamState;
import dev.firebreak.logwatch.view.LogWatchOverview;
import dev.firebreak.logwatch.view.LogWatchView.WatchView;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files are watched: each line that counts is counted once, whatever happens to the file and to the node. */
abstract class FileWatchTests {

    private static final String RULES = """
            rules:
              - name: job-failed
                title: "Job {job} failed"
                contains: [job failed]
                pattern: 'job failed: (?P<job>\\S+)(?: for (?P<who>\\S+))?'
                severity: high
                by: [job]
                hide: [who]
                limit: 100 in 1h
                counts: ['job failed: nightly for ann']
                ignores: ['job done: nightly']
              - name: job-slow
                title: Jobs are slow
                contains: [job slow]
                pattern: 'job slow'
                severity: medium
                threshold: 3 in 5m
                ends_after: 10m
                counts: ['job slow']
                ignores: ['job fast']
            """;

    @TempDir
    Path folder;

    private AlertIngestFixture ingest;
    private Path logs;
    private Path log;

    abstract AlertIngestFixture ingest();

    @BeforeEach
    void aFolderWithALog() throws IOException {
        ingest = ingest();
        var own = Files.createDirectories(Files.createTempDirectory(folder, "case"));
        Files.createDirectories(own.resolve("rules"));
        Files.writeString(own.resolve("rules/jobs.yaml"), RULES);
        logs = Files.createDirectory(own.resolve("log"));
        log = logs.resolve("app.log");
    }

    private LogWatchFixture node() {
        return new LogWatchFixture(ingest, logs.getParent(), files(logs.resolve("*.log"), "jobs"));
    }

    private static void append(Path file, String... lines) throws IOException {
        Files.writeString(file, String.join("\n", lines) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** A node that has looked once, so that what comes now is new. */
    private LogWatchFixture nodeThatWatches() {
        var node = node();
        node.reads();
        return node;
    }

    @Test
    void aLineThatCountsOpensAnIncidentThatSaysWhereAndHidesWhatIsPrivate() throws IOException {
        var node = nodeThatWatches();

        append(log, "job done: hourly", "job failed: nightly for ann@example.org token=s3cret", "job done");
        node.reads();

        assertThat(node.firing()).containsExactly("Job nightly failed");
        var incident = ingest.jdbc().sql("select * from incident").query().singleRow();
        assertThat(incident.toString()).contains("Job nightly failed", "log-watch", "mosaic-app");
        var body = sent();
        assertThat(body)
                .contains(log.toString(), "\"severity\":\"high\"", "\"service\":\"mosaic-app\"", "\"job\":\"nightly\"");
        assertThat(body).doesNotContain("ann", "s3cret");
        assertThat(node.stream(log).lines()).isEqualTo(3);
        assertThat(node.stream(log).hits()).isEqualTo(1);
        assertThat(node.stream(log).lag()).isZero();
    }

    /** The last body that was journaled. */
    private String sent() throws IOException {
        var packed = ingest.jdbc()
                .sql("select body from alert_delivery order by received_at desc limit 1")
                .query((row, n) -> row.getBytes(1))
                .single();
        try (var body = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatFiresAlreadyIsNoSecondIncident_andEndsWhenItIsQuiet() throws IOException {
        var node = nodeThatWatches();
        append(log, "job failed: nightly");
        node.reads();

        append(log, "job failed: nightly", "job failed: weekly");
        node.reads();
        assertThat(node.firing()).containsExactly("Job nightly failed", "Job weekly failed");
        assertThat(ingest.count("select count(*) from incident")).isEqualTo(1);

        ingest.clock.passes(Duration.ofMinutes(31));
        node.reads();
        assertThat(node.firing()).isEmpty();
    }

    @Test
    void aThresholdCountsTheLinesOfItsWindow_alsoOverAStopAndWithTheTimesOfTheLines() throws IOException {
        var node = nodeThatWatches();
        append(log, "2020-01-01T00:00:01Z job slow", "2020-01-01T01:00:00Z job slow", "2020-01-01T02:00:00Z job slow");
        node.reads();
        assertThat(node.firing()).as("two hours apart").isEmpty();

        append(log, "job slow", "job slow");
        node.reads();
        node.stops();
        append(log, "job slow");
        var next = node();
        next.reads();

        assertThat(next.firing()).containsExactly("Jobs are slow");
    }

    @Test
    void aFileThatIsThereAtTheFirstLookIsReadFromItsEnd_andALaterOneFromItsBeginning() throws IOException {
        append(log, "job failed: old");
        var node = nodeThatWatches();
        var later = logs.resolve("later.log");
        node.stops();
        append(later, "job failed: later");

        var next = node();
        next.reads();

        assertThat(next.firing()).containsExactly("Job later failed");
    }

    @Test
    void aLineCountsWhenItIsWhole() throws IOException {
        var node = nodeThatWatches();
        Files.writeString(log, "job fai");
        node.reads();
        Files.writeString(log, "led: half", StandardOpenOption.APPEND);
        node.reads();
        assertThat(node.firing()).isEmpty();

        append(log, "");
        node.reads();

        assertThat(node.firing()).containsExactly("Job half failed");
    }

    @Test
    void aRotatedFileIsReadToItsEnd_alsoWhatItsWriterStillWrites() throws IOException {
        append(log, "job done");
        var node = nodeThatWatches();
        append(log, "job failed: before");

        Files.move(log, logs.resolve("app.log.1"));
        append(logs.resolve("app.log.1"), "job failed: after");
        append(log, "job failed: new");
        node.reads();
        Files.writeString(logs.resolve("app.log.1"), "job failed: last", StandardOpenOption.APPEND);
        node.reads();
        node.reads();

        assertThat(node.firing())
                .containsExactly("Job after failed", "Job before failed", "Job last failed", "Job new failed");
        assertThat(node.streams()).noneMatch(row -> row.name().endsWith(".1"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rotationsWhileNobodyLooksLoseNothing(boolean isKilled) throws IOException {
        append(log, "job done");
        var node = nodeThatWatches();
        append(log, "job failed: one");
        if (isKilled) {
            node.isKilled();
        } else {
            node.stops();
        }
        for (var name : List.of("two", "three", "four")) {
            if (Files.exists(logs.resolve("app.log.1"))) {
                Files.move(logs.resolve("app.log.1"), logs.resolve("app.log.2"), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(log, logs.resolve("app.log.1"));
            append(log, "job failed: " + name);
            if (name.equals("three")) {
                break;
            }
        }

        var next = node();
        for (var n = 0; n < 4; n++) {
            next.reads();
        }

        assertThat(next.firing()).containsExactly("Job one failed", "Job three failed", "Job two failed");
    }

    @Test
    void copyTruncateLosesNothing_alsoIfTheFileIsLongerThanBeforeAtTheNextLook() throws IOException {
        append(log, "job done: a line that is there first");
        var node = nodeThatWatches();
        append(log, "job failed: before");

        Files.copy(log, logs.resolve("app.log.1"));
        Files.writeString(log, "");
        append(log, "job failed: after", "x".repeat(5_000));
        for (var n = 0; n < 3; n++) {
            node.reads();
        }

        assertThat(node.firing()).containsExactly("Job after failed", "Job before failed");
    }

    @Test
    void aTruncatedFileIsReadFromItsBeginning() throws IOException {
        append(log, "job done: a long line that is read already", "job done");
        var node = nodeThatWatches();

        Files.writeString(log, "job failed: short\n");
        node.reads();
        node.reads();

        assertThat(node.firing()).containsExactly("Job short failed");
    }

    /** Each line counts once: neither lost nor twice, whatever happens between two looks. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void anyMixOfLinesRotationsAndKillsCountsEachLineOnce(long seed) throws IOException {
        var random = new Random(seed);
        append(log, "begins with seed " + seed);
        var node = nodeThatWatches();
        var expected = new TreeSet<String>();
        for (var n = 0; n < 40; n++) {
            switch (random.nextInt(7)) {
                case 0 -> rotate(random.nextBoolean(), n);
                case 1 -> {
                    node.isKilled();
                    node = node();
                }
                case 2 -> {
                    node.stops();
                    node = node();
                }
                case 3, 4 -> node.reads();
                default -> {
                    append(log, "line " + n + " of " + seed, "job failed: j" + n);
                    expected.add("Job j" + n + " failed");
                }
            }
        }
        for (var n = 0; n < 12; n++) {
            node.reads();
        }

        assertThat(node.everFired()).containsExactlyElementsOf(expected);
        assertThat(node.stream(log).hits()).isEqualTo(expected.size());
    }

    /** As logrotate does it, with the names of {@code dateext} or with numbers. */
    private void rotate(boolean isCopied, int n) throws IOException {
        for (var number = 8; number > 0; number--) {
            var older = logs.resolve("app.log." + number);
            if (Files.exists(older)) {
                Files.move(older, logs.resolve("app.log." + (number + 1)), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (isCopied) {
            Files.copy(log, logs.resolve("app.log.1"));
            Files.writeString(log, "");
        } else {
            Files.move(log, logs.resolve("app.log.1"));
            Files.writeString(log, "");
        }
        append(log, "a new file " + n);
    }

    @Test
    void whatIsNoLogIsSkippedAndSaid() throws Exception {
        var node = nodeThatWatches();
        assertThat(new ProcessBuilder("mkfifo", logs.resolve("pipe.log").toString())
                        .start()
                        .waitFor())
                .isZero();
        Files.write(logs.resolve("binary.log"), new byte[10_000]);
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(logs.resolve("packed.log")))) {
            packed.write("job failed: packed\n".getBytes(StandardCharsets.UTF_8));
        }
        Files.createDirectory(logs.resolve("folder.log"));
        Files.createSymbolicLink(logs.resolve("link.log"), Path.of("/etc/passwd"));
        append(logs.resolve("target.txt"), "job failed: linked");
        Files.createSymbolicLink(logs.resolve("inside.log"), logs.resolve("target.txt"));
        Files.createDirectories(logs.getParent().resolve("data"));
        append(log, "job failed: good");

        node.reads();

        assertThat(node.streams())
                .filteredOn(row -> row.state() == StreamState.SKIPPED)
                .extracting(row -> Path.of(row.name()).getFileName() + ": " + row.why())
                .containsExactlyInAnyOrder(
                        "pipe.log: no regular file: a FIFO, socket, device or folder",
                        "binary.log: no text: binary, compressed or UTF-16",
                        "packed.log: no text: binary, compressed or UTF-16",
                        "link.log: a symbolic link out of its folder");
        assertThat(node.firing()).containsExactly("Job good failed", "Job linked failed");
    }

    @Test
    void whatFirebreakWritesItselfIsNotWatched() throws IOException {
        var data = Files.createDirectories(logs.getParent().resolve("data/log"));
        append(data.resolve("firebreak.log"), "job done");
        var node = new LogWatchFixture(
                ingest, logs.getParent(), files(logs.getParent().resolve("**.log"), "jobs"));
        node.reads();

        append(data.resolve("firebreak.log"), "job failed: own");
        append(log, "job failed: other");
        node.reads();

        assertThat(node.firing()).containsExactly("Job other failed");
        assertThat(node.stream(data.resolve("firebreak.log")).why()).isEqualTo("Firebreak writes it itself");
    }

    @Test
    void aFileThatCanNotBeReadIsAnAlertAboutUs() {
        var node = new LogWatchFixture(ingest, logs.getParent(), files(Path.of("/proc/self/mem"), "jobs"));

        node.reads();
        node.reads();

        assertThat(node.streams()).anyMatch(row -> row.state() == StreamState.UNREADABLE);
        assertThat(node.troubles).hasSize(1);
        assertThat(node.troubles.get(0).details()).contains("/proc/self/mem can't be read");
    }

    @Test
    void hostileBytesAreCountedAndHarmless() throws IOException {
        var node = nodeThatWatches();
        Files.write(log, new byte[] {'j', 'o', 'b', ' ', 'd', (byte) 0xff, 0, 27, '[', '3', '1', 'm', '\n'});
        Files.write(
                log,
                "\u001b[31mjob failed: \u001b[0ma\u202Eb\u0000\u0007 \u2066x\r\n".getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.APPEND);

        node.reads();

        assertThat(node.firing()).hasSize(1);
        assertThat(node.firing().get(0).chars()).noneMatch(c -> c < ' ' || c == 0x202E || c == 0x2066);
        assertThat(sent()).doesNotContain("\\u0000", "\u202E", "\\u001b", "\u2066");
    }

    @Test
    void aLineOfAHundredMegabytesTakesConstantMemory() throws IOException {
        var node = nodeThatWatches();
        var part = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        try (var out = Files.newOutputStream(log)) {
            out.write("job failed: at-its-beginning ".getBytes(StandardCharsets.UTF_8));
            for (var n = 0; n < 100; n++) {
                out.write(part);
            }
            out.write("job failed: at-its-end\njob failed: behind\n".getBytes(StandardCharsets.UTF_8));
        }
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var before = threads.getCurrentThreadAllocatedBytes();

        ingest.clock.passes(Duration.ofSeconds(11));
        var watch = node.get(FileWatch.class);
        while (watch.round()) {
            // There is more.
        }
        var allocated = threads.getCurrentThreadAllocatedBytes() - before;
        node.applies();

        assertThat(node.firing()).containsExactly("Job at-its-beginning failed", "Job behind failed");
        assertThat(allocated).isLessThan(32L << 20);
    }

    @Test
    void tenThousandFilesAreWatched_andOneThatIsHugeDelaysNoOther() throws IOException {
        for (var n = 0; n < 9_999; n++) {
            Files.createFile(logs.resolve("f" + n + ".log"));
        }
        var huge = logs.resolve("a-huge.log");
        Files.createFile(huge);
        var node = nodeThatWatches();
        Files.write(huge, new byte[0]);
        var block = ("x".repeat(1023) + "\n").repeat(1024).getBytes(StandardCharsets.UTF_8);
        for (var n = 0; n < 20; n++) {
            Files.write(huge, block, StandardOpenOption.APPEND);
        }
        append(logs.resolve("f9998.log"), "job failed: small");

        ingest.clock.passes(Duration.ofSeconds(11));
        assertThat(node.get(FileWatch.class).round())
                .as("the huge one has more")
                .isTrue();
        node.applies();

        assertThat(node.firing()).containsExactly("Job small failed");
        assertThat(node.streams()).hasSize(10_000);
    }

    @Test
    void anotherNodeOfTheMachineReadsNothingTwice_andGoesOnWhenTheFirstOneIsGone() throws IOException {
        var first = nodeThatWatches();
        var second = node();
        append(log, "job failed: one");

        second.reads();
        assertThat(second.firing()).isEmpty();
        first.reads();
        append(log, "job failed: two");
        first.isKilled();
        second.reads();

        assertThat(second.firing()).containsExactly("Job one failed", "Job two failed");
        assertThat(second.stream(log).hits()).isEqualTo(2);
    }

    @Test
    void moreAlertsThanTheLimitAreCountedInOne() throws IOException {
        Files.writeString(
                logs.getParent().resolve("rules/jobs.yaml"), RULES.replace("limit: 100 in 1h", "limit: 5 in 1h"));
        var node = nodeThatWatches();
        var lines = new ArrayList<String>();
        for (var n = 0; n < 1_000; n++) {
            lines.add("job failed: j" + n);
        }
        append(log, lines.toArray(String[]::new));

        node.reads();

        assertThat(node.firing())
                .hasSize(6)
                .contains("Job … failed: more than 5 within 1 h; the others are counted here");
        assertThat(node.stream(log).counted().length()).isLessThan(100_000);
    }

    @Test
    void rulesThatChangeAreReadAgain_andWrongOnesAreNot() throws IOException {
        var node = nodeThatWatches();
        var file = logs.getParent().resolve("rules/jobs.yaml");
        var rules = node.get(CurrentRules.class);

        Files.writeString(file, RULES.replace("severity: high", "severity: hihg"));
        rules.reload();
        assertThat(rules.error()).as("the file may be half written").isEmpty();
        rules.reload();
        assertThat(rules.error().orElseThrow())
                .isEqualTo(file + ":6:15 rules[0].severity: \"hihg\" is no severity, such as high or p2");
        append(log, "job failed: still");
        node.reads();
        Files.writeString(file, RULES.replace("Job {job} failed", "The job {job} failed"));
        rules.reload();
        rules.reload();
        append(log, "job failed: again");
        node.reads();

        assertThat(rules.error()).isEmpty();
        assertThat(node.firing()).containsExactly("Job still failed", "The job again failed");
    }

    @Test
    void ownRulesStayIfTheirFolderIsGoneOrEmpty() throws IOException {
        var node = nodeThatWatches();
        var file = logs.getParent().resolve("rules/jobs.yaml");
        var rules = node.get(CurrentRules.class);

        Files.delete(file);
        rules.reload();
        rules.reload();
        assertThat(rules.get().names()).contains("jobs");
        assertThat(rules.error().orElseThrow()).contains("is gone or empty, and it had rules");
        Files.delete(file.getParent());
        rules.reload();
        rules.reload();
        assertThat(rules.get().names()).contains("jobs");

        Files.createDirectory(file.getParent());
        Files.writeString(file, RULES);
        rules.reload();
        assertThat(rules.error()).isEmpty();
    }

    @Test
    void aLongReportOfWhatCanNotBeReadIsCut_andWhatCanBeReadIsRead() throws IOException {
        var all = new ArrayList<FileLogs>();
        for (var n = 0; n < 6; n++) {
            var absent = Path.of("/no-such-folder-" + n, "x".repeat(200), "y".repeat(200));
            all.add(files(absent.resolve("*.log"), "jobs"));
        }
        all.add(files(logs.resolve("*.log"), "jobs"));
        var node = new LogWatchFixture(ingest, logs.getParent(), all.toArray(FileLogs[]::new));
        node.isMute = true;
        node.reads();
        append(log, "job failed: one");
        node.reads();

        assertThat(node.firing()).containsExactly("Job one failed");
        assertThat(node.get(LogStreams.class).watches())
                .singleElement()
                .satisfies(watch -> assertThat(watch.trouble())
                        .startsWith("paths /no-such-folder-0")
                        .endsWith("… (cut)")
                        .hasSize(2_000));
        node.isMute = false;
        node.reads();
        assertThat(node.troubles).as("told as soon as it can be").hasSize(1);
    }

    @Test
    void aWatchThatNobodyReadsIsNotCountedAfterAnHour_andForgottenAfterAWeek() {
        var overview = nodeThatWatches().get(LogWatchOverview.class);
        ingest.jdbc()
                .sql("insert into log_watch (name, owned_until, trouble) values ('files on old', ?, 'unreadable')")
                .param(ingest.clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        ingest.jdbc()
                .sql("insert into log_stream (watch, name, service, state, lag, line_count, hit_count, seen_at)"
                        + " values ('files on old', '/old.log', 'x', 'UNREADABLE', 0, 0, 0, ?)")
                .param(ingest.clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        assertThat(overview.watchesInUse()).hasSize(2);

        ingest.clock.passes(Duration.ofMinutes(61));
        assertThat(overview.watches()).extracting(WatchView::isRead).containsOnly(false);
        assertThat(overview.watchesInUse())
                .as("this node's own counts, also while it hangs")
                .singleElement()
                .satisfies(watch ->
                        assertThat(watch.name()).startsWith("files on ").isNotEqualTo("files on old"));
        ingest.clock.passes(Duration.ofDays(7));
        node().reads();

        assertThat(overview.watches()).hasSize(1);
        assertThat(ingest.jdbc()
                        .sql("select count(*) from log_stream where watch = 'files on old'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aNodeWithANameGoesOnInAnotherContainer() throws IOException {
        System.setProperty("firebreak.node-name", "mosaic-1");
        try {
            var node = nodeThatWatches();
            append(log, "job failed: one");
            node.reads();

            assertThat(node.firing()).hasSize(1);
            assertThat(node.stream(log).watch()).isEqualTo("files on mosaic-1");
        } finally {
            System.clearProperty("firebreak.node-name");
        }
    }
}
