package dev.firebreak.board.view;

import dev.firebreak.board.page.Moment;
import dev.firebreak.incident.Incident;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A fact about an incident, as name and value. Unknown facts are omitted.
 *
 * @param value empty if the value is a time
 * @param at the time; null if the value is none
 */
public record IncidentFacts(String name, String value, Moment at) {

    private IncidentFacts(String name, String value) {
        this(name, value == null ? "" : value, null);
    }

    private IncidentFacts(String name, Instant at, Instant now) {
        this(name, "", Moment.of(at, now));
    }

    public static List<IncidentFacts> of(Incident incident, Instant now) {
        return Stream.of(
                        new IncidentFacts("Title", incident.title()),
                        new IncidentFacts("Service", incident.service()),
                        new IncidentFacts("Symptom", incident.symptom()),
                        new IncidentFacts("Target", incident.target()),
                        new IncidentFacts("Reported by", incident.source()),
                        new IncidentFacts("Proposed", proposed(incident)),
                        new IncidentFacts("Opened", incident.openedAt(), now),
                        new IncidentFacts("Respond by", respondBy(incident), now),
                        new IncidentFacts("Resolved", incident.resolvedAt(), now),
                        new IncidentFacts("Closed", incident.closedAt(), now),
                        new IncidentFacts("Root cause", incident.rootCause()),
                        new IncidentFacts("Resolution", incident.resolution()))
                .filter(fact -> fact.at() != null || !fact.value().isBlank())
                .toList();
    }

    /** The severity that the decision table proposed, or null if the commander kept it. */
    private static String proposed(Incident incident) {
        var proposed = incident.proposedSeverity();
        return proposed == null || proposed == incident.severity() ? null : proposed + " " + proposed.label();
    }

    /** Null once people have responded, or there is nothing left to respond to. */
    private static Instant respondBy(Incident incident) {
        var isAnswered = incident.acknowledgedBy() != null || incident.commander() != null;
        return isAnswered || !incident.isOpen() ? null : incident.respondBy();
    }
}
