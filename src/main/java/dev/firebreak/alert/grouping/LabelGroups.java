package dev.firebreak.alert.grouping;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.noise.SourceNoiseRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The group stage: divides payloads by the labels that are configured for their source, as {@code group_by} of
 * Alertmanager does; alerts without a label are together. Payloads of other sources keep the group of their sender.
 */
@Component
public class LabelGroups {

    private final SourceNoiseRules rules;

    LabelGroups(SourceNoiseRules rules) {
        this.rules = rules;
    }

    /** One payload for each group, in the order of the batch. */
    public List<AlertPayload> divide(List<AlertPayload> batch) {
        return batch.stream().allMatch(payload -> labels(payload).isEmpty())
                ? batch
                : batch.stream().flatMap(this::divide).toList();
    }

    private List<String> labels(AlertPayload payload) {
        return rules.of(payload.source().name()).groupBy();
    }

    private Stream<AlertPayload> divide(AlertPayload payload) {
        var labels = labels(payload);
        if (labels.isEmpty() || payload.notification().alerts().isEmpty()) {
            return Stream.of(payload);
        }
        var groups = payload.notification().alerts().stream()
                .collect(Collectors.groupingBy(alert -> key(alert, labels), LinkedHashMap::new, Collectors.toList()));
        var parts = new ArrayList<AlertPayload>();
        groups.forEach((key, alerts) -> parts.add(payload.part(key, alerts, parts.isEmpty())));
        return parts.stream();
    }

    /** Such as {@code {alertname="Slow", service="gitea"}}. Quotes are escaped, so that no value looks like another label. */
    private static String key(Alert alert, List<String> labels) {
        return labels.stream()
                .map(name -> {
                    var value = alert.label(name);
                    var escaped =
                            value == null ? "" : value.replace("\\", "\\\\").replace("\"", "\\\"");
                    return name + "=\"" + escaped + "\"";
                })
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
