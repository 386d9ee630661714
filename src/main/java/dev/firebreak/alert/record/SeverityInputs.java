package dev.firebreak.alert.record;

import dev.firebreak.access.AlertSource;
import dev.firebreak.access.SeverityWords;
import dev.firebreak.alert.format.Alert;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Service;
import dev.firebreak.incident.AlertImpact;
import dev.firebreak.incident.FactWords;
import dev.firebreak.text.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The facts that decisions see of a group of alerts (guarantees.md "Incident facts"). The worst value among the alerts
 * counts; severity and impact are those of the worst alert. A fact that no alert states is left out; values are short
 * terms, never free text of the sender.
 */
final class SeverityInputs {

    /** The worst first. An unknown term ranks high, because the decision fails up on it. */
    private static final List<String> USERS = List.of("all", "many", "?", "unknown", "some", "few", "none");

    private static final List<String> ANSWERS = List.of("yes", "?", "unknown", "no");

    private final List<AlertStatement> statements;
    private final AlertStatement worst;
    private final Catalog catalog;

    SeverityInputs(List<Alert> firing, AlertSource source, SeverityWords words, Catalog catalog) {
        this.statements = firing.stream()
                .map(alert -> AlertStatement.of(alert, source, words))
                .toList();
        this.worst = statements.stream().min(AlertStatement.WORST_FIRST).orElseThrow();
        this.catalog = catalog;
    }

    /** The alert that gives the incident its title: the first one of the worst. */
    Alert leading() {
        return worst.alert();
    }

    Map<String, Object> toVariables() {
        var facts = new HashMap<String, Object>();
        var service = catalog.service(AlertSummary.service(leading()));
        facts.put("alertSeverity", severity());
        facts.put(
                "alertImpact",
                worst.impact() == AlertImpact.UNSTATED ? null : worst.impact().word());
        facts.put(
                "usersAffected",
                usersAffected(service.map(Service::usersAffected).orElse(null)));
        facts.put("servicesDown", servicesDown());
        facts.put("serviceTier", service.map(Service::tier).orElse(null));
        facts.put("lifeSafety", answer("life_safety"));
        facts.put("securityIssue", answer("security_issue"));
        facts.put("dataRisk", answer("data_risk"));
        facts.put("releaseBlocked", answer("release_blocked"));
        facts.values().removeIf(Objects::isNull);
        return facts;
    }

    private String severity() {
        if (worst.severity() != null) {
            return worst.severity().word();
        }
        return leading().label("severity") == null ? null : "unknown";
    }

    /**
     * What an alert states, else what the catalogue says of an outage, if an alert says that there may be one: an
     * information or a warning about a service hurts nobody who depends on it.
     */
    private String usersAffected(String ofAnOutage) {
        var stated = worst(USERS, alert -> term(alert, "users_affected", FactWords::users));
        if (stated != null) {
            return USERS.contains(stated) ? stated : "unknown";
        }
        return statements.stream().anyMatch(AlertStatement::mayHitUsers) ? ofAnOutage : null;
    }

    private String answer(String label) {
        var stated = worst(ANSWERS, alert -> term(alert, label, FactWords::answer));
        return stated == null || ANSWERS.contains(stated) ? stated : "unknown";
    }

    /** The highest count that an alert states, else the number of services whose alerts say that they are down. */
    private Long servicesDown() {
        var counted = statements.stream()
                .map(one -> term(one.alert(), "services_down", Function.identity()))
                .filter(term -> term != null && term.matches("\\d{1,6}"))
                .mapToLong(Long::parseLong)
                .max();
        if (counted.isPresent()) {
            return counted.getAsLong();
        }
        var down = statements.stream()
                .filter(AlertStatement::down)
                .map(one -> AlertSummary.service(one.alert()))
                .distinct()
                .count();
        return down == 0 ? null : down;
    }

    private String worst(List<String> scale, Function<Alert, String> term) {
        return statements.stream()
                .map(one -> term.apply(one.alert()))
                .filter(Objects::nonNull)
                .min((one, other) -> Integer.compare(rank(scale, one), rank(scale, other)))
                .orElse(null);
    }

    private static int rank(List<String> scale, String term) {
        return scale.indexOf(scale.contains(term) ? term : "?");
    }

    private static String term(Alert alert, String label, Function<String, String> meaning) {
        var value = alert.label(label);
        return value == null ? null : meaning.apply(Text.preview(value, 40));
    }
}
