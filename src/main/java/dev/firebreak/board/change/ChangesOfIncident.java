package dev.firebreak.board.change;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.change.ServiceChanges;
import dev.firebreak.incident.Incident;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * What changed before and during an incident, of its service and of all that the service needs: the first question of
 * every investigation.
 */
@Component
public class ChangesOfIncident {

    private static final Duration BEFORE = Duration.ofHours(24);
    private static final Duration SEARCHED = Duration.ofDays(7);
    private static final int SHOWN = 10;

    private final ServiceChanges changes;
    private final CurrentCatalog catalog;
    private final DisplayNames names;
    private final Clock clock;

    ChangesOfIncident(ServiceChanges changes, CurrentCatalog catalog, DisplayNames names, Clock clock) {
        this.changes = changes;
        this.catalog = catalog;
        this.names = names;
        this.clock = clock;
    }

    /** The newest first; from a day before the incident opened until it ended. */
    public List<ChangeRow> of(Incident incident) {
        var now = clock.instant();
        var end = incident.resolvedAt() == null ? incident.closedAt() : incident.resolvedAt();
        return changes
                .of(needed(incident.service()), incident.openedAt().minus(BEFORE), end == null ? now : end, SHOWN)
                .stream()
                .map(change -> ChangeRow.of(change, names, now))
                .toList();
    }

    /** Changes that a search of the board finds, in the last week. */
    public List<ChangeRow> found(String service, String text) {
        var now = clock.instant();
        return changes.list(service, text, now).stream()
                .filter(change -> change.when().isAfter(now.minus(SEARCHED)))
                .limit(SHOWN)
                .map(change -> ChangeRow.of(change, names, now))
                .toList();
    }

    private Set<String> needed(String first) {
        var all = new LinkedHashSet<String>();
        var next = new ArrayDeque<>(List.of(first));
        while (!next.isEmpty()) {
            var one = next.poll();
            if (all.add(one)) {
                catalog.current().service(one).ifPresent(service -> next.addAll(service.dependsOn()));
            }
        }
        return all;
    }
}
