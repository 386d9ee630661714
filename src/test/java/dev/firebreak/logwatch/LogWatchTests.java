package dev.firebreak.logwatch;

import dev.firebreak.alert.AlertIngestFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** All sources of the log watch, on one intake. */
@Tag("A025")
class LogWatchTests {

    private static AlertIngestFixture ingest;

    @BeforeAll
    static void open() {
        ingest = AlertIngestFixture.onH2();
    }

    @AfterAll
    static void close() {
        ingest.close();
    }

    @BeforeEach
    void nothingIsWatched() {
        ingest.jdbc().sql("delete from log_stream").update();
        ingest.jdbc().sql("delete from log_watch").update();
        ingest.clean();
    }

    @Nested
    class OfFiles extends FileWatchTests {

        @Override
        AlertIngestFixture ingest() {
            return ingest;
        }
    }

    @Nested
    class OfContainers extends ContainerWatchTests {

        @Override
        AlertIngestFixture ingest() {
            return ingest;
        }
    }

    @Nested
    class OfJournals extends JournalWatchTests {

        @Override
        AlertIngestFixture ingest() {
            return ingest;
        }
    }
}
