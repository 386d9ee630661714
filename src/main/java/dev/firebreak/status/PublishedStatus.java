package dev.firebreak.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firebreak.database.SingleFlightRead;
import dev.firebreak.status.StatusDocuments.Documents;
import java.time.Duration;
import org.springframework.stereotype.Service;

/** The documents of the page as they are now, at most a second old, however many people ask for them. */
@Service
class PublishedStatus {

    private static final Duration KEPT = Duration.ofSeconds(1);

    /**
     * The documents as they go out: encoded once for all who ask.
     *
     * @param tag the {@code ETag}
     */
    record Prepared(Documents documents, byte[] html, byte[] json, byte[] atom, String tag) {

        private static Prepared of(Documents documents) {
            return new Prepared(
                    documents,
                    documents.html().getBytes(UTF_8),
                    documents.json().getBytes(UTF_8),
                    documents.atom().getBytes(UTF_8),
                    documents.tag());
        }
    }

    private final SingleFlightRead<Prepared> prepared;

    PublishedStatus(StatusReader reader, StatusDocuments writer) {
        this.prepared = new SingleFlightRead<>(() -> Prepared.of(writer.of(reader.read())), () -> 0, KEPT);
    }

    Documents get() {
        return prepared.get().documents();
    }

    Prepared prepared() {
        return prepared.get();
    }
}
