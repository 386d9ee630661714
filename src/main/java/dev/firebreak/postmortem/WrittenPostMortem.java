package dev.firebreak.postmortem;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.postmortem.draft.PostMortemData;
import dev.firebreak.postmortem.draft.PostMortemDocument;
import dev.firebreak.postmortem.record.PostMortemUnknown;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The post-mortem of an incident as a Markdown document, the same that the HTTP API returns. */
@Component
public class WrittenPostMortem {

    private final PostMortemData data;
    private final PostMortemDocument document;

    WrittenPostMortem(PostMortemData data, @Value("${firebreak.base-url:http://localhost:8080}") String baseUrl) {
        this.data = data;
        this.document = new PostMortemDocument(baseUrl.replaceAll("/+$", ""));
    }

    /** Empty if the incident has no post-mortem: it is not resolved yet, or needs none. */
    public Optional<String> of(IncidentId incident) {
        try {
            return Optional.of(document.of(data.about(incident)));
        } catch (PostMortemUnknown noPostMortem) {
            return Optional.empty();
        }
    }
}
