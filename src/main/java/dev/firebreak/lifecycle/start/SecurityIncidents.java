package dev.firebreak.lifecycle.start;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.Timeline;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Restricts security incidents to their members (guarantees.md "Roles"). An incident becomes one when a person or an
 * alert states {@code securityIssue: yes}, and stays one. "Unknown" does not restrict: an incident that nobody can see
 * would get no help.
 */
@Component
public class SecurityIncidents {

    private static final String FACT = "securityIssue";
    private static final Set<String> YES = Set.of("yes", "true");

    private final IncidentMembers members;
    private final Timeline timeline;
    private final ApplicationEventPublisher events;

    public SecurityIncidents(IncidentMembers members, Timeline timeline, ApplicationEventPublisher events) {
        this.members = members;
        this.timeline = timeline;
        this.events = events;
    }

    /** Restricts the incident if its facts say that it is a security issue. Repeating the call is harmless. */
    public void restrict(IncidentId incident, Map<String, Object> facts) {
        var stated = String.valueOf(facts.get(FACT)).strip().toLowerCase(Locale.ROOT);
        if (!YES.contains(stated)) {
            return;
        }
        if (members.restrict(incident)) {
            timeline.add(incident, "Security issue: from now on only the incident's members see it", "access");
        }
        events.publishEvent(new IncidentMembers.Restricted(incident));
    }
}
