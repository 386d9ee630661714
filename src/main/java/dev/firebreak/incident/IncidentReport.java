package dev.firebreak.incident;

import java.util.Map;

/**
 * The first report of an incident, by an alert or a person.
 *
 * @param details more text of the report, for the first timeline entry and the first messages; may be null
 * @param facts input of the decision tables by variable name, such as usersAffected or alertSeverity; unknown facts are
 *     absent
 */
public record IncidentReport(
        String title,
        String service,
        String symptom,
        String target,
        String source,
        String details,
        boolean drill,
        Map<String, Object> facts) {

    /** The same as practice, which its title says. */
    public IncidentReport asDrill() {
        return new IncidentReport("Drill: " + title, service, symptom, target, source, details, true, facts);
    }
}
