package dev.firebreak.logwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import dev.firebreak.alert.AlertIngestFixture;
import dev.firebreak.logwatch.LogWatchSettings.ContainerLogs;
import dev.firebreak.logwatch.LogWatchSettings.FileLogs;
import dev.firebreak.logwatch.LogWatchSettings.JournalLogs;
import dev.firebreak.logwatch.container.ContainerWatch;
import dev.firebreak.logwatch.container.RealEngineLogs;
import dev.firebreak.logwatch.journald.JournalWatch;
import dev.firebreak.runbook.step.docker.engine.LabDocker;
import dev.firebreak.runbook.step.host.LabHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs that real programs write and rotate, on PostgreSQL. */
@Tag("A025")
@Tag("A027")
public abstract class RealLogsOnPostgres {

    private static final int ATTEMPTS = 12;

    @TempDir
    Path folder;

    private final RealEngineLogs engine = new RealEngineLogs();
    private AlertIngestFixture ingest;

    protected abstract AlertIngestFixture open();

    @BeforeEach
    void nothingIsWatched() {
        ingest = open();
        ingest.clean();
        ingest.jdbc().sql("delete from log_stream").update();
        ingest.jdbc().sql("delete from log_watch").update();
    }

    private LogWatchFixture node(LogWatchSettings settings) throws IOException {
        return new LogWatchFixture(ingest, folder, settings, engine, LabHost.hosts(), LabHost.target(Map.of()));
    }

    private LogWatchSettings settings(
            List<FileLogs> files, List<ContainerLogs> containers, List<JournalLogs> journals) {
        return new LogWatchSettings(folder.resolve("rules"), Duration.ofSeconds(1), files, containers, journals);
    }

    @Test
    void aRealAttackOnSshdIsOneAlert_andLoginsThatSucceedAreNone() throws Exception {
        var node = node(settings(
                List.of(),
                List.of(),
                List.of(new JournalLogs("auditor-host", null, List.of("sshd", "kernel", "errors")))));
        node.reads(JournalWatch.class);
        for (var n = 0; n < 3; n++) {
            try (var host = LabHost.hosts().open(LabHost.target(Map.of()))) {
                host.run(Duration.ofSeconds(5), List.of("true"));
            }
        }
        node.reads(JournalWatch.class);
        assertThat(node.everFired()).isEmpty();

        attack();
        for (var n = 0; n < 3; n++) {
            node.reads(JournalWatch.class);
        }
        node.stops(JournalWatch.class);

        assertThat(node.everFired()).hasSize(1).first().asString().startsWith("Many failed SSH logins from ");
        var hits = ingest.count("select hit_count from log_stream");
        assertThat(hits).as("each attempt counts for both rules").isEqualTo(2 * ATTEMPTS);
    }

    /** A user that does not exist, with a key that nobody knows. */
    private static void attack() throws Exception {
        var attempts = new ArrayList<Process>();
        for (var n = 0; n < ATTEMPTS; n++) {
            var ssh = new ProcessBuilder(
                            "ssh",
                            "-F",
                            "none",
                            "-o",
                            "BatchMode=yes",
                            "-o",
                            "StrictHostKeyChecking=no",
                            "-o",
                            "UserKnownHostsFile=/dev/null",
                            "-o",
                            "IdentityAgent=none",
                            "-p",
                            Lab.Settings.of(LabHost.PORT),
                            "intruder" + n + "@127.0.0.1",
                            "true")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            attempts.add(ssh);
            if (!ssh.waitFor(20, TimeUnit.SECONDS)) {
                ssh.destroyForcibly();
            }
        }
        assertThat(attempts).allMatch(attempt -> attempt.exitValue() == 255);
    }

    @Test
    void whatAContainerWritesIsAnAlertOnce_alsoOverAKillAndAfterItsEnd() throws Exception {
        try (var docker = new LabDocker()) {
            var settings = settings(
                    List.of(), List.of(new ContainerLogs(docker.prefix + "*", null, List.of("go", "jvm"))), List.of());
            var node = node(settings);
            node.reads(ContainerWatch.class);
            var name = docker.run("-panics", Lab.Settings.of("IMAGE_SERVICE"));
            writes(name, "panic: runtime error: index out of range");
            node.reads(ContainerWatch.class);
            node.reads(ContainerWatch.class);
            assertThat(node.everFired()).containsExactly("Go program panicked");
            writes(name, "java.lang.OutOfMemoryError: Java heap space");
            node.isKilled();
            LabDocker.docker("stop", "-t", "1", name);

            node = node(settings);
            node.reads(ContainerWatch.class);
            node.reads(ContainerWatch.class);

            assertThat(node.everFired()).containsExactly("Go program panicked", "JVM out of memory: Java heap space");
            assertThat(node.stream(name).hits()).isEqualTo(2);
            node.stops(ContainerWatch.class);
        }
    }

    private static void writes(String container, String line) {
        LabDocker.docker("exec", container, "sh", "-c", "echo '" + line + "' >/proc/1/fd/1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create",
                "copytruncate",
                "create\n dateext\n dateformat -%Y%m%d-%s",
                "create\n compress\n delaycompress",
                "nocreate"
            })
    void logsThatLogrotateRotatesAreReadOnce(String options) throws Exception {
        Files.createDirectories(folder.resolve("rules"));
        Files.writeString(folder.resolve("rules/jobs.yaml"), """
                rules:
                  - name: job-failed
                    title: "Job {job} failed"
                    contains: [job failed]
                    pattern: 'job failed: (?P<job>\\S+)'
                    severity: high
                    by: [job]
                    limit: 100 in 1h
                    counts: ['job failed: a']
                    ignores: ['job done']
                """);
        var log = folder.resolve("app.log");
        var settings = settings(
                List.of(new FileLogs(folder.resolve("*.log").toString(), "app", List.of("jobs"), ZoneOffset.UTC)),
                List.of(),
                List.of());
        Files.writeString(log, "begins\n");
        var node = node(settings);
        node.reads();
        var expected = new TreeSet<String>();
        for (var n = 0; n < 9; n++) {
            Files.writeString(log, "job failed: j" + n + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            expected.add("Job j" + n + " failed");
            // Two rotations of one second have the same date.
            if (options.contains("dateext") ? n == 4 : n % 3 == 1) {
                logrotate(log, options);
            }
            if (n % 4 == 2) {
                node.isKilled();
                node = node(settings);
            }
            node.reads();
        }
        for (var n = 0; n < 8; n++) {
            node.reads();
        }

        assertThat(node.everFired()).containsExactlyElementsOf(expected);
    }

    private void logrotate(Path log, String options) throws Exception {
        var configuration = folder.resolve("logrotate.conf");
        Files.writeString(configuration, log + " {\n rotate 9\n missingok\n " + options + "\n}\n");
        var output = folder.resolve("logrotate.txt");
        var rotate = new ProcessBuilder(
                        Lab.Settings.of("LOGROTATE"),
                        "-f",
                        "-s",
                        folder.resolve("logrotate.state").toString(),
                        configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(rotate.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(rotate.exitValue()).as(Files.readString(output)).isZero();
    }
}
