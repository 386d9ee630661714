package dev.firebreak.board;

import dev.firebreak.alert.view.AlertView;
import dev.firebreak.incident.IncidentId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.web.util.UriComponentsBuilder;

/** The address of the form for a silence, filled in with what the alerts of an incident have in common. */
final class SilenceLink {

    /** Labels that say what Firebreak makes of an alert, not which alert it is. */
    private static final Set<String> LEFT_OUT = Set.of("service", "severity", "alertname", "symptom", "runbook");

    private static final int MOST_LABELS = 5;
    private static final int LONGEST = 200;
    private static final String NAME = "alertname=";

    private SilenceLink() {}

    static String of(String service, IncidentId incident, List<AlertView> alerts) {
        var common = common(alerts);
        var name = common.stream()
                .filter(label -> label.startsWith(NAME))
                .map(label -> label.substring(NAME.length()))
                .findFirst()
                .orElse("");
        var labels = common.stream()
                .filter(label -> label.indexOf('=') > 0 && label.length() <= LONGEST)
                .filter(label -> !LEFT_OUT.contains(label.substring(0, label.indexOf('='))))
                .limit(MOST_LABELS)
                .toList();
        return UriComponentsBuilder.fromPath("/silences")
                .queryParam("service", "{service}")
                .queryParam("alert", "{alert}")
                .queryParam("labels", "{labels}")
                .queryParam("reason", "{reason}")
                .fragment("new-head")
                .encode()
                .buildAndExpand(
                        "unknown".equals(service) ? "" : service, name, String.join("\n", labels), "Known: " + incident)
                .toUriString();
    }

    private static Set<String> common(List<AlertView> alerts) {
        var common = new LinkedHashSet<String>();
        alerts.stream().findFirst().ifPresent(first -> common.addAll(first.labels()));
        alerts.forEach(alert -> common.retainAll(alert.labels()));
        return common;
    }
}
