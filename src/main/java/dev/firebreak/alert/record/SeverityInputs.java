package dev.firebreak.alert.record;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Service;
import dev.firebreak.incident.Severity;
import dev.firebreak.text.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The facts that decisions see of a group of alerts (guarantees.md "Incident facts"). The worst value among the alerts
 * counts; a fact that no alert states is left out; values are short terms, never free text of the sender.
 */
final class SeverityInputs {

    /** The worst first. An unknown term ranks high, because the decision fails up on it. */
    private static final List<String> SEVERITIES = severities();

    private static final List<String> USERS = List.of("all", "many", "?", "unknown", "some", "few", "none");
    private static final List<String> ANSWERS = List.of("yes", "?", "unknown", "no");

    private final List<Alert> firing;
    private final String defaultSeverity;
    private final Catalog catalog;

    SeverityInputs(List<Alert> firing, String defaultSeverity, Catalog catalog) {
        this.firing = firing;
        this.defaultSeverity = defaultSeverity;
        this.catalog = catalog;
    }

    /** The alert that gives the incident its title: the first one of the worst severity. */
    Alert leading() {
        var worst = severity();
        return firing.stream()
                .filter(alert -> Objects.equals(AlertSummary.severity(alert, defaultSeverity), worst))
                .findFirst()
                .orElse(firing.get(0));
    }

    Map<String, Object> toVariables() {
        var facts = new HashMap<String, Object>();
        var service = catalog.service(AlertSummary.service(leading()));
        facts.put("alertSeverity", severity());
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
        return worst(SEVERITIES, alert -> AlertSummary.severity(alert, defaultSeverity));
    }

    private String usersAffected(String fromCatalog) {
        var stated = worst(USERS, alert -> term(alert, "users_affected"));
        return stated == null ? fromCatalog : USERS.contains(stated) ? stated : "unknown";
    }

    private String answer(String label) {
        var stated = worst(ANSWERS, alert -> yesOrNo(term(alert, label)));
        return stated == null || ANSWERS.contains(stated) ? stated : "unknown";
    }

    private static String yesOrNo(String term) {
        return "true".equals(term) ? "yes" : "false".equals(term) ? "no" : term;
    }

    /** The highest count that an alert states, else the number of services whose alerts say that they are down. */
    private Long servicesDown() {
        var counted = firing.stream()
                .map(alert -> term(alert, "services_down"))
                .filter(term -> term != null && term.matches("\\d{1,6}"))
                .mapToLong(Long::parseLong)
                .max();
        if (counted.isPresent()) {
            return counted.getAsLong();
        }
        var down = firing.stream()
                .filter(SeverityInputs::saysDown)
                .map(AlertSummary::service)
                .distinct()
                .count();
        return down == 0 ? null : down;
    }

    private static boolean saysDown(Alert alert) {
        var symptom = alert.label("symptom");
        var name = alert.label("alertname");
        return "service-down".equals(symptom != null ? symptom : name == null ? null : AlertSummary.kebab(name));
    }

    private String worst(List<String> scale, Function<Alert, String> term) {
        return firing.stream()
                .map(term)
                .filter(Objects::nonNull)
                .min((one, other) -> Integer.compare(rank(scale, one), rank(scale, other)))
                .orElse(null);
    }

    private static int rank(List<String> scale, String term) {
        return scale.indexOf(scale.contains(term) ? term : "?");
    }

    private static String term(Alert alert, String label) {
        var value = alert.label(label);
        return value == null ? null : Text.preview(value, 40).toLowerCase(Locale.ROOT);
    }

    private static List<String> severities() {
        var words = new ArrayList<>(Severity.allWords());
        words.add(Severity.P1.words().size(), "?");
        return List.copyOf(words);
    }
}
