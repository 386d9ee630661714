package dev.firebreak.incident;

import java.util.Map;

/**
 * What is known when an incident begins.
 *
 * @param details what more was said, for the first line of the timeline and the first messages; may be null
 * @param facts what decisions see, by the names of guarantees.md "Incident facts" (usersAffected, servicesDown, alertSeverity, …); words
 *     that nobody has said are left out
 */
public record IncidentReport(
        String title,
        String service,
        String symptom,
        String target,
        String source,
        String details,
        boolean drill,
        Map<String, Object> facts) {}
