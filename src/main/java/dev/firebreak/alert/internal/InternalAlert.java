package dev.firebreak.alert.internal;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An alert of Firebreak's own. Texts may be null but for name and summary; they are cleaned as those of any sender.
 *
 * @param source the name of the part that raises it, as an alert source, such as {@code firebreak-probes}
 * @param group alerts of one group are one incident
 * @param severity a severity word, such as {@code high}
 * @param labels further labels
 */
public record InternalAlert(
        String source,
        String group,
        String name,
        String service,
        String severity,
        String summary,
        String description,
        String symptom,
        String target,
        String runbook,
        Map<String, String> labels) {

    /** In Firebreak's own JSON, without key, state and times. */
    Map<String, Object> content() {
        var content = new LinkedHashMap<String, Object>();
        content.put("name", name);
        content.put("service", service);
        content.put("severity", severity);
        content.put("summary", summary);
        content.put("description", description);
        content.put("symptom", symptom);
        content.put("target", target);
        content.put("runbook", runbook);
        content.put("labels", labels);
        content.values().removeIf(value -> value == null);
        return content;
    }
}
