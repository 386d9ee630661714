package dev.firebreak.postmortem.draft;

import dev.firebreak.incident.Incident;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.TimelineEntry;
import dev.firebreak.postmortem.record.PostMortemSections;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Fills the sections of a new post-mortem from the incident's record; each sentence cites an entry of the timeline. */
public final class FirstDraft {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Incident incident;
    private final List<TimelineEntry> timeline;

    private FirstDraft(Incident incident, List<TimelineEntry> timeline) {
        this.incident = incident;
        this.timeline = timeline;
    }

    public static PostMortemSections of(Incident incident, List<TimelineEntry> timeline) {
        var draft = new FirstDraft(incident, timeline);
        return PostMortemSections.of(Map.of("summary", draft.summary(), "whatHappened", draft.whatHappened()));
    }

    private String summary() {
        var began = "The incident on %s (\"%s\") began at %s UTC."
                .formatted(incident.service(), incident.title(), TIME.format(incident.openedAt()));
        var end = incident.resolvedAt() == null
                ? "It is not resolved yet."
                : "It was resolved at " + TIME.format(incident.resolvedAt()) + " UTC, after "
                        + DurationText.from(incident.openedAt(), incident.resolvedAt()) + ".";
        return cited(began, Milestone.ALERTED) + " " + cited(end, Milestone.RESOLVED);
    }

    private String whatHappened() {
        return Stream.of(
                        incident.rootCause() == null
                                ? ""
                                : cited("Root cause: " + sentence(incident.rootCause()), Milestone.IDENTIFIED),
                        incident.resolution() == null
                                ? ""
                                : cited("What resolved it: " + sentence(incident.resolution()), Milestone.RESOLVED))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n\n"));
    }

    private static String sentence(String text) {
        return text.strip().matches("(?s).*[.!?]") ? text.strip() : text.strip() + ".";
    }

    /** By the milestone; else by the last entry, which is that of the resolution or of its record. */
    private String cited(String sentence, Milestone milestone) {
        return milestone
                .in(timeline)
                .or(() -> milestone == Milestone.ALERTED
                        ? timeline.stream().findFirst()
                        : Milestone.RESOLVED
                                .in(timeline)
                                .or(() -> timeline.stream().reduce((one, next) -> next)))
                .map(entry -> Citations.cite(sentence, entry))
                .orElse(sentence);
    }
}
