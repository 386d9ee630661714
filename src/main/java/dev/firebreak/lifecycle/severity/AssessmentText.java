package dev.firebreak.lifecycle.severity;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.ALERT_IMPACT;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.RAISED_BY;

import dev.firebreak.catalog.Service;
import dev.firebreak.incident.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Explains an assessment to the commander: which rule proposed the severity, and what it saw. */
public final class AssessmentText {

    private static final Map<String, String> LABELS = labels();

    private AssessmentText() {}

    private static Map<String, String> labels() {
        var labels = new LinkedHashMap<String, String>();
        labels.put("alertSeverity", "Severity of the alert");
        labels.put(ALERT_IMPACT.name(), "Impact, as the alert says");
        labels.put("usersAffected", "Users affected");
        labels.put("servicesDown", "Services down");
        labels.put("serviceTier", "Service tier");
        labels.put("dataRisk", "Data at risk");
        labels.put("securityIssue", "Security issue");
        labels.put("lifeSafety", "Life safety");
        labels.put("releaseBlocked", "Blocked release");
        return labels;
    }

    /** One line. A table that names no rule of its own only gives the severity. */
    public static String line(Severity severity, String rule) {
        var proposed = "severity " + severity + " (" + severity.label() + ") proposed";
        return rule == null || rule.isBlank() ? proposed : proposed + " by the rule \"" + rule + "\"";
    }

    /**
     * The inputs, one in each line.
     *
     * @param name the affected service
     * @param known the service as the catalogue has it, or null
     */
    public static String inputs(Map<String, Object> facts, String name, Service known) {
        var lines = new ArrayList<String>();
        var unstated = new ArrayList<String>();
        LABELS.forEach((fact, label) -> {
            var value = facts.get(fact);
            if (value == null || SeverityFacts.UNSTATED.equals(value)) {
                unstated.add(label.toLowerCase(Locale.ROOT));
            } else {
                lines.add(label + ": " + value);
            }
        });
        lines.addAll(service(facts, name, known));
        if (!unstated.isEmpty()) {
            lines.add("Not stated: " + String.join(", ", unstated));
        }
        return String.join("\n", lines);
    }

    private static List<String> service(Map<String, Object> facts, String name, Service known) {
        var lines = new ArrayList<String>();
        if (known == null) {
            lines.add("Service: " + name + " is not in the catalogue, so the alert alone is judged");
        } else if (SeverityFacts.UNSTATED.equals(facts.get("usersAffected"))) {
            lines.add("If " + name + " fails: " + known.usersAffected() + " users");
        }
        if (facts.get(RAISED_BY.name()) != null) {
            lines.add("Made worse by: " + facts.get(RAISED_BY.name()));
        }
        return lines;
    }
}
