package dev.firebreak.postmortem;

import dev.firebreak.incident.IncidentId;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The post-mortem as the Markdown document that the API answers with, for pages that show it. */
@Component
public class WrittenPostMortem {

    private final Learned learned;
    private final PostMortemDocument document;

    WrittenPostMortem(Learned learned, @Value("${firebreak.base-url:http://localhost:8080}") String baseUrl) {
        this.learned = learned;
        this.document = new PostMortemDocument(baseUrl.replaceAll("/+$", ""));
    }

    /** Nothing while there is none: the incident is not resolved yet, or needs none. */
    public Optional<String> of(IncidentId incident) {
        try {
            return Optional.of(document.of(learned.about(incident)));
        } catch (PostMortemUnknown none) {
            return Optional.empty();
        }
    }
}
