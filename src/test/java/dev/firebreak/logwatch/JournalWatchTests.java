package dev.firebreak.logwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.alert.AlertIngestFixture;
import dev.firebreak.logwatch.LogWatchSettings.JournalLogs;
import dev.firebreak.logwatch.journald.JournalWatch;
import dev.firebreak.logwatch.stream.LogSource;
import dev.firebreak.logwatch.stream.StreamState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal of a host, read by journalctl over SSH; a host of ours answers. */
abstract class JournalWatchTests {

    private static final String FAILED = "\"Failed password for root from 203.0.113.7 port 52122 ssh2\"";

    @TempDir
    Path folder;

    private final PlayedJournal journal = new PlayedJournal();
    private AlertIngestFixture ingest;
    private LogWatchFixture node;

    abstract AlertIngestFixture ingest();

    @BeforeEach
    void aHostWithAJournal() {
        ingest = ingest();
        attempts(20);
        node = node();
        reads();
    }

    private LogWatchFixture node() {
        var settings = new LogWatchSettings(
                folder,
                Duration.ofSeconds(1),
                List.of(),
                List.of(),
                List.of(new JournalLogs("app-host", null, List.of("sshd", "kernel"))));
        return new LogWatchFixture(ingest, folder, settings, new PlayedEngine(), journal, LogWatchFixture.HOST);
    }

    private void reads() {
        node.reads(JournalWatch.class);
    }

    private void attempts(int count) {
        for (var n = 0; n < count; n++) {
            journal.writes(ingest.clock.instant(), "sshd", "ssh.service", FAILED);
        }
    }

    @Test
    void failedLoginsOfOneAddressAreAnAlert_alsoIfTheNodeIsKilledMeanwhile() {
        assertThat(node.firing()).as("before the first look").isEmpty();
        attempts(6);
        reads();
        node.isKilled();
        node = node();
        attempts(4);
        reads();

        assertThat(node.firing()).containsExactly("Many failed SSH logins from 203.0.113.7");
        assertThat(node.stream("journal").hits())
                .as("each line counts for two rules")
                .isEqualTo(20);
        assertThat(node.stream("journal").service()).isEqualTo("app-host");
    }

    @Test
    void aCutAnswerGoesOnBehindItsLastWholeEntry() {
        journal.cutAt = 700;
        attempts(30);

        reads();
        reads();

        assertThat(node.stream("journal").hits()).isEqualTo(60);
        assertThat(node.stream("journal").lines()).isEqualTo(30);
        assertThat(node.firing()).hasSize(1);
    }

    @Test
    void bytesThatAreNoTextAreRead_andWhatFirebreakWritesIsNot() {
        journal.writes(
                ingest.clock.instant(),
                "kernel",
                "",
                "[75,101,114,110,101,108,32,112,97,110,105,99,32,45,32,110,111,116,32,115,121,110,99,105,110,103,255]");
        journal.writes(ingest.clock.instant(), "kernel", "firebreak.service", "\"Kernel panic - not syncing\"");
        journal.writes(ingest.clock.instant(), "app", "", "null");
        journal.writes(ingest.clock.instant(), "firebreak", "evil.service", "\"Kernel panic - not syncing\"");

        reads();

        assertThat(node.firing()).containsExactly("Kernel fault");
        assertThat(node.stream("journal").hits())
                .as("an identifier is what a program says of itself")
                .isEqualTo(2);
    }

    @Test
    void aUserWhoMayNotReadTheJournalIsSaid() {
        journal.errors = "Hint: You are currently not seeing messages from other users and the system.";

        reads();

        assertThat(node.stream("journal").state()).isEqualTo(StreamState.UNREADABLE);
        assertThat(node.stream("journal").why()).contains("add it to the group systemd-journal");
        assertThat(node.troubles).hasSize(1);
    }

    @Test
    void theConnectionStaysOpen_andIsMadeAgainWhenItBreaks() {
        reads();
        reads();
        assertThat(journal.opened).isEqualTo(1);
        journal.isAway = true;
        reads();
        journal.isAway = false;
        attempts(10);
        ingest.clock.passes(Duration.ofSeconds(30));
        reads();

        assertThat(journal.opened).isEqualTo(2);
        assertThat(node.firing()).hasSize(1);
    }

    @Test
    void aLongMessageIsReadWhole_andOneThatDoesNotFitIsLeftOutAndSaid() {
        journal.writes(ingest.clock.instant(), "kernel", "", "\"Kernel panic - not syncing" + " x".repeat(2_500) + '"');
        reads();
        assertThat(node.firing()).containsExactly("Kernel fault");
        assertThat(node.stream("journal").why()).isNull();

        journal.cutAt = 20_000;
        journal.writes(ingest.clock.instant(), "app", "app.service", '"' + "x".repeat(20_000) + '"');
        journal.writes(ingest.clock.instant(), "kernel", "", "\"Kernel panic - not syncing\"");
        reads();
        reads();

        assertThat(node.stream("journal").hits()).isEqualTo(2);
        assertThat(node.stream("journal").why()).isEqualTo("entries of more than 1 MiB, whose text was not read: 1");
    }

    @Test
    void hostsAreReadSideBySide() {
        var hosts = Collections.nCopies(10, new JournalLogs("app-host", null, List.of("sshd")));
        var settings = new LogWatchSettings(folder, Duration.ofSeconds(1), List.of(), List.of(), hosts);
        var many = new LogWatchFixture(ingest, folder, settings, new PlayedEngine(), journal, LogWatchFixture.HOST);

        assertThat(many.get(JournalWatch.class).parts())
                .hasSize(8)
                .allMatch(LogSource::isConfigured)
                .extracting(LogSource::name)
                .contains("journals-1", "journals-8");
    }
}
