package dev.firebreak.status;

import dev.firebreak.database.SingleFlightRead;
import dev.firebreak.status.StatusDocuments.Documents;
import java.time.Duration;
import org.springframework.stereotype.Service;

/** The documents of the page as they are now, at most a second old, however many people ask for them. */
@Service
class PublishedStatus {

    private static final Duration KEPT = Duration.ofSeconds(1);

    private final SingleFlightRead<Documents> documents;

    PublishedStatus(StatusReader reader, StatusDocuments writer) {
        this.documents = new SingleFlightRead<>(() -> writer.of(reader.read()), () -> 0, KEPT);
    }

    Documents get() {
        return documents.get();
    }
}
