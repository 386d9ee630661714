package dev.firebreak.alert.grouping;

import dev.firebreak.alert.dedup.AlertSummary;
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
 * What decisions see of a group of alerts (guarantees.md "Incident facts"). The worst that any alert
 * says counts; what nobody says is left out; only short words go in, never a text of the sender.
 */
final class SeverityInputs {

    /** The worst first. A word that we don't know is taken for bad, for the decision fails up on it. */
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

    /** The alert that gives the incident its name: the first of the worst. */
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

    private String usersAffected(String inCatalogue) {
        var said = worst(USERS, alert -> word(alert, "users_affected"));
        return said == null ? inCatalogue : USERS.contains(said) ? said : "unknown";
    }

    private String answer(String label) {
        var said = worst(ANSWERS, alert -> yesOrNo(word(alert, label)));
        return said == null || ANSWERS.contains(said) ? said : "unknown";
    }

    private static String yesOrNo(String word) {
        return "true".equals(word) ? "yes" : "false".equals(word) ? "no" : word;
    }

    /** As the alerts count them, else how many services say that they are down. */
    private Long servicesDown() {
        var counted = firing.stream()
                .map(alert -> word(alert, "services_down"))
                .filter(word -> word != null && word.matches("\\d{1,6}"))
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

    private String worst(List<String> scale, Function<Alert, String> word) {
        return firing.stream()
                .map(word)
                .filter(Objects::nonNull)
                .min((one, other) -> Integer.compare(rank(scale, one), rank(scale, other)))
                .orElse(null);
    }

    private static int rank(List<String> scale, String word) {
        return scale.indexOf(scale.contains(word) ? word : "?");
    }

    private static List<String> severities() {
        var words = new ArrayList<>(Severity.allWords());
        words.add(Severity.P1.words().size(), "?");
        return List.copyOf(words);
    }

    private static String word(Alert alert, String label) {
        var value = alert.label(label);
        return value == null ? null : Text.preview(value, 40).toLowerCase(Locale.ROOT);
    }
}
