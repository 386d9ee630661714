package dev.firebreak.postmortem.draft;

import dev.firebreak.incident.Incident;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.TimelineEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Replaces people's names in the timeline by their roles, to keep the post-mortem blameless (guarantees.md A003). */
class RoleNames {

    private final Incident incident;
    private final Predicate<String> isPerson;
    private final Map<String, Boolean> known = new HashMap<>();

    RoleNames(Incident incident, Predicate<String> isPerson) {
        this.incident = incident;
        this.isPerson = isPerson;
    }

    TimelineEntry replaceIn(TimelineEntry entry) {
        return new TimelineEntry(
                entry.number(), entry.at(), entry.milestone(), entry.what(), role(entry), entry.details());
    }

    /** The role of somebody, whatever they did. */
    String of(String who) {
        if (who.equals(incident.commander())) {
            return "Incident commander";
        }
        if (who.equals(incident.acknowledgedBy())) {
            return "First responder";
        }
        return known.computeIfAbsent(who, isPerson::test) ? "Responder" : who;
    }

    /** Components of Firebreak and alert sources keep their names. */
    private String role(TimelineEntry entry) {
        var who = entry.who();
        if (entry.milestone() == Milestone.ACKNOWLEDGED && who.equals(incident.acknowledgedBy())) {
            return "First responder";
        }
        return of(who);
    }
}
