package dev.firebreak.postmortem.record;

import dev.firebreak.incident.IncidentId;
import java.time.Instant;
import java.util.List;

/**
 * The post-mortem of an incident.
 *
 * @param version increases with every change; the HTTP API sends it as ETag
 * @param authors logins, in the order of their first edit
 * @param dueAt 48 hours after the resolution
 * @param finishedAt when the user task recorded it, or null
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

    /** The same with other sections. */
    public PostMortem with(PostMortemSections others) {
        return new PostMortem(incident, status, version, authors, draftedAt, dueAt, finishedAt, others);
    }

    /** Whether the person has written in it. */
    public boolean isAuthor(String person) {
        return authors.contains(asAuthor(person));
    }

    /** How the list of authors names the person: it is kept with commas between. */
    static String asAuthor(String person) {
        return person.replace(',', ' ');
    }

    /** A final post-mortem can't be edited. Editing one that waits for approval makes it a draft again. */
    public enum Status {
        DRAFT("Draft"),
        SUBMITTED("Waits for approval"),
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
