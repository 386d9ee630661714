package dev.firebreak.postmortem.draft;

import dev.firebreak.incident.Incident;
import dev.firebreak.postmortem.record.PostMortemSections;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Fills the sections of a new post-mortem from the incident's record. */
public final class FirstDraft {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private FirstDraft() {}

    public static PostMortemSections of(Incident incident) {
        return PostMortemSections.of(Map.of("summary", summary(incident), "whatHappened", whatHappened(incident)));
    }

    private static String summary(Incident incident) {
        var end = incident.resolvedAt() == null
                ? "is not resolved yet"
                : "was resolved at " + TIME.format(incident.resolvedAt()) + " UTC, after "
                        + DurationText.from(incident.openedAt(), incident.resolvedAt());
        return "The incident on %s (\"%s\") began at %s UTC and %s."
                .formatted(incident.service(), incident.title(), TIME.format(incident.openedAt()), end);
    }

    private static String whatHappened(Incident incident) {
        var cause = incident.rootCause() == null ? "" : "Root cause: " + incident.rootCause() + "\n\n";
        var end = incident.resolution() == null ? "" : "What resolved it: " + incident.resolution();
        return cause + end;
    }
}
