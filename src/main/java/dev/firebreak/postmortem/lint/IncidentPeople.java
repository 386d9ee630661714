package dev.firebreak.postmortem.lint;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.TimelineEntry;
import dev.firebreak.postmortem.lint.PersonNames.Named;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Finds the names of the people of an incident: its commander, its first responder, and who acted or wrote. */
@Component
public class IncidentPeople {

    private final DisplayNames names;

    IncidentPeople(DisplayNames names) {
        this.names = names;
    }

    /** @param authors logins */
    public PersonNames of(Incident incident, List<TimelineEntry> timeline, List<String> authors) {
        var roles = new LinkedHashMap<String, String>();
        put(roles, incident.commander(), "the incident commander");
        put(roles, incident.acknowledgedBy(), "the first responder");
        authors.forEach(author -> put(roles, author, "a responder"));
        timeline.stream()
                .map(TimelineEntry::who)
                .distinct()
                .filter(names::isPerson)
                .forEach(who -> put(roles, who, "a responder"));
        return new PersonNames(roles.entrySet().stream()
                .map(it -> new Named(it.getKey(), names.of(it.getKey()), it.getValue()))
                .toList());
    }

    private static void put(Map<String, String> roles, String login, String role) {
        if (login != null) {
            roles.putIfAbsent(login, role);
        }
    }
}
