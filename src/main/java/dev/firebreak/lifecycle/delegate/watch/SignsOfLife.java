package dev.firebreak.lifecycle.delegate.watch;

import dev.firebreak.access.Accounts;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.engine.KnownTopics;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Timeline;
import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Finds the last entry of a timeline that shows that somebody works on the incident: what a person did (an
 * acknowledgement, a note, a completed task, an update, a decision) and what a step of a runbook found. Alerts, pages,
 * announcements and decision tables are no signs of life.
 */
@Component
class SignsOfLife {

    private static final String RUNBOOK = "runbook";

    private final Timeline timeline;
    private final Accounts accounts;
    private final CurrentCatalog catalog;
    private final KnownTopics topics;

    SignsOfLife(Timeline timeline, Accounts accounts, CurrentCatalog catalog, KnownTopics topics) {
        this.timeline = timeline;
        this.accounts = accounts;
        this.catalog = catalog;
        this.topics = topics;
    }

    /** The time of the last sign of life; empty if there is none. */
    Optional<Instant> last(IncidentId incident) {
        var known = new HashMap<String, Boolean>();
        var entries = timeline.of(incident);
        for (var at = entries.size() - 1; at >= 0; at--) {
            var entry = entries.get(at);
            if (known.computeIfAbsent(entry.who(), this::works)) {
                return Optional.of(entry.at());
            }
        }
        return Optional.empty();
    }

    private boolean works(String who) {
        return RUNBOOK.equals(who)
                || topics.topics().contains(who)
                || catalog.current().contact(who).filter(Contact::isPerson).isPresent()
                || accounts.find(who).isPresent();
    }
}
