package dev.firebreak.logwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.alert.AlertIngestFixture;
import dev.firebreak.logwatch.LogWatchSettings.ContainerLogs;
import dev.firebreak.logwatch.container.ContainerWatch;
import dev.firebreak.logwatch.stream.LogStreams;
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

    @Test
    void namesAsLongAsThoseOfKubernetesAreCutAndHinderNoOther() {
        var pod = "mosaic-k8s_" + "very-long-name_".repeat(90);
        engine.has("e5", pod, true, false);
        engine.logs("a1", now(), PANIC);
        engine.logs("e5", now(), PANIC);
        reads();
        reads();

        assertThat(node.firing()).hasSize(2);
        assertThat(node.streams())
                .filteredOn(row -> row.name().startsWith("mosaic-k8s_"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.name()).hasSize(1_000);
                    assertThat(row.service()).hasSize(120).startsWith("mosaic-k8s_");
                    assertThat(row.state()).isEqualTo(StreamState.WATCHED);
                    assertThat(row.hits()).isEqualTo(1);
                });
    }

    @Test
    void aLogThatTheDatabaseRefusesDoesNotKeepTheOthersFromBeingStored() {
        ingest.jdbc()
                .sql("alter table log_stream add constraint no_bad check (name <> 'mosaic-bad')")
                .update();
        try {
            engine.has("b1", "mosaic-bad", true, false);
            engine.has("z1", "mosaic-zebra", true, false);
            reads();
            engine.logs("z1", now(), PANIC);
            reads();
        } finally {
            ingest.jdbc().sql("alter table log_stream drop constraint no_bad").update();
        }

        assertThat(node.firing()).hasSize(1);
        assertThat(node.stream("mosaic-zebra").hits()).isEqualTo(1);
    }

    @Test
    void aContainerThatIsGoneIsForgottenAfterAWeek() {
        engine.has("b2", "mosaic-job-1", true, false);
        reads();
        engine.isRemoved("b2");
        reads();
        assertThat(node.stream("mosaic-job-1").state()).isEqualTo(StreamState.GONE);
        for (var day = 0; day < 8; day++) {
            ingest.clock.passes(Duration.ofDays(1));
            reads();
        }

        assertThat(node.streams()).noneMatch(row -> row.name().equals("mosaic-job-1"));
    }

    @Test
    void containersThatDoNotMatchOrRunNoMoreTakeNoPlaces_andWhatIsLeftOutIsSaid() {
        for (var n = 0; n < 1_000; n++) {
            engine.has("o" + n, "other-" + n, true, false);
            engine.has("s" + n, "mosaic-stopped-" + n, false, false);
        }
        engine.has("z1", "mosaic-zebra", true, false);
        engine.logs("z1", now(), PANIC);
        reads();

        assertThat(node.firing()).hasSize(1);
        assertThat(node.get(LogStreams.class).watches())
                .singleElement()
                .satisfies(watch -> assertThat(watch.trouble()).startsWith("2 containers are not read"));
    }
}
