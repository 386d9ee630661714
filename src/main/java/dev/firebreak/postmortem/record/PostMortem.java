package dev.firebreak.postmortem.record;

import dev.firebreak.incident.IncidentId;
import java.time.Instant;
import java.util.List;

/**
 * One incident's post-mortem.
 *
 * @param version grows with every change; what an ETag shows
 * @param authors logins of everybody who wrote, in the order they came
 * @param dueAt 48 hours after the resolution
 * @param finishedAt when it was recorded from its task, or null
 */
public record PostMortem(
        IncidentId incident,
        Status status,
        long version,
        List<String> authors,
        Instant draftedAt,
        Instant dueAt,
        Instant finishedAt,
        PostMortemSections sections) {

    public enum Status {
        DRAFT("Draft"),
        FINAL("Final");

        private final String label;

        Status(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
