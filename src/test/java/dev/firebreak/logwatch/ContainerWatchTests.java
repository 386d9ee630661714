package dev.firebreak.logwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.alert.AlertIngestFixture;
import dev.firebreak.logwatch.LogWatchSettings.ContainerLogs;
import dev.firebreak.logwatch.container.ContainerWatch;
import dev.firebreak.logwatch.stream.StreamState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of containers; an engine of ours answers as the real one does. */
abstract class ContainerWatchTests {

    private static final String PANIC = "panic: runtime error: index out of range [5] with length 3";

    @TempDir
    Path folder;

    private final PlayedEngine engine = new PlayedEngine();
    private AlertIngestFixture ingest;
    private LogWatchFixture node;

    abstract AlertIngestFixture ingest();

    @BeforeEach
    void anEngineWithAContainer() {
        ingest = ingest();
        engine.has("a1", "mosaic-api", true, false);
        engine.logs("a1", ingest.clock.instant().minusSeconds(60), PANIC);
        node = node();
        reads();
    }

    private LogWatchFixture node() {
        var settings = new LogWatchSettings(
                folder,
                Duration.ofSeconds(1),
                List.of(),
                List.of(new ContainerLogs("mosaic-*", null, List.of("go"))),
                List.of());
        return new LogWatchFixture(ingest, folder, settings, engine, new PlayedJournal(), LogWatchFixture.HOST);
    }

    private void reads() {
        node.reads(ContainerWatch.class);
    }

    private Instant now() {
        return ingest.clock.instant();
    }

    @Test
    void whatAContainerWritesCountsOnce_alsoOverAKillAndTwoLinesOfOneTime() {
        assertThat(node.firing()).as("before the first look").isEmpty();
        var at = now();
        engine.logs("a1", at, "starting");
        reads();
        engine.logs("a1", at, PANIC);
        reads();
        node.isKilled();
        node = node();
        reads();

        assertThat(node.everFired()).containsExactly("Go program panicked");
        assertThat(node.stream("mosaic-api").hits()).isEqualTo(1);
        assertThat(node.stream("mosaic-api").service()).isEqualTo("mosaic-api");
    }

    @Test
    void theNewestLinesWaitUntilTheirOrderIsSettled() {
        engine.logs("a1", now().plusSeconds(12), PANIC);
        reads();
        assertThat(node.firing()).isEmpty();

        reads();

        assertThat(node.firing()).hasSize(1);
    }

    @Test
    void aContainerThatEndedIsReadToItsEnd_andTheNextOneOfItsNameFromItsBeginning() {
        engine.logs("a1", now(), PANIC);
        engine.has("a1", "mosaic-api", false, false);
        reads();
        engine.isRemoved("a1");
        engine.has("b2", "mosaic-api", true, false);
        engine.logs("b2", now(), PANIC);
        reads();

        assertThat(node.stream("mosaic-api").hits()).isEqualTo(2);
    }

    @Test
    void firebreaksOwnContainerIsNotWatched_andOthersAreNotOurs() {
        engine.has("c3", "mosaic-firebreak", true, true);
        engine.has("d4", "other", true, false);
        engine.logs("c3", now(), PANIC);
        engine.logs("d4", now(), PANIC);
        reads();

        assertThat(node.firing()).isEmpty();
        assertThat(node.stream("mosaic-firebreak").state()).isEqualTo(StreamState.SKIPPED);
        assertThat(node.streams()).noneMatch(row -> row.name().equals("other"));
    }

    @Test
    void anEngineThatIsAwayIsAnAlertAboutUs_andNothingIsLost() {
        engine.failure = "no such file";
        reads();
        assertThat(node.troubles).hasSize(1);
        engine.logs("a1", now(), PANIC);
        engine.failure = null;

        reads();

        assertThat(node.firing()).hasSize(1);
        assertThat(node.streams()).noneMatch(row -> row.state() == StreamState.UNREADABLE);
    }
}
