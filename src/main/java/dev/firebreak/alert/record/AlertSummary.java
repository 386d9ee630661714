package dev.firebreak.alert.record;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Service;
import dev.firebreak.text.Text;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An alert as text that is safe to store and show: long texts are cut visibly, invisible characters are removed. The
 * journal keeps the whole alert.
 *
 * @param severity the sender's term in lower case; the default of the source if the alert names none
 * @param labels one {@code name=value} per line
 */
record AlertSummary(
        String name,
        String severity,
        String service,
        String symptom,
        String target,
        String summary,
        String description,
        String labels,
        String runbookUrl,
        String sourceUrl) {

    private static final int TERM = 120;
    private static final int LABELS = 100;
    private static final Pattern HUMPS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern WEB =
            Pattern.compile("https?://[^\\s@/?#\\p{C}]{1,255}([/?#][^\\s\\p{C}]{0,700})?", Pattern.CASE_INSENSITIVE);

    static AlertSummary of(Alert alert, String defaultSeverity, Catalog catalog) {
        var name = Text.preview(first(alert.label("alertname"), "Unnamed alert"), 200);
        var service = service(alert);
        return new AlertSummary(
                name,
                severity(alert, defaultSeverity),
                service,
                Text.preview(first(alert.label("symptom"), kebab(name)), TERM),
                target(alert, catalog.service(service)),
                Text.preview(title(alert, name), 300),
                Text.previewBlock(alert.annotation("description"), 2_000),
                labels(alert),
                web(alert.annotation("runbook_url")),
                web(alert.generatorUrl()));
    }

    /** The best text there is: rule sets put it into annotations of different names. */
    private static String title(Alert alert, String name) {
        return first(
                alert.annotation("summary"),
                alert.annotation("description"),
                alert.annotation("message"),
                alert.annotation("details"),
                alert.annotation("title"),
                name);
    }

    /** What people read of the worst alert where it joins: its title, and its name if that says more. */
    static String headline(Alert alert) {
        var name = first(alert.label("alertname"), "Unnamed alert");
        return Text.preview(title(alert, name), 200);
    }

    static String service(Alert alert) {
        return Text.preview(alert.service(), TERM);
    }

    static String severity(Alert alert, String defaultSeverity) {
        var severity = first(alert.label("severity"), defaultSeverity);
        return severity == null ? null : Text.preview(severity, 40).toLowerCase(Locale.ROOT);
    }

    private static String target(Alert alert, Optional<Service> service) {
        var target = first(alert.label("target"), service.map(Service::target).orElse(null));
        return target == null ? null : Text.preview(target, TERM);
    }

    /** {@code PostgresConnectionsExhausted} is {@code postgres-connections-exhausted}. */
    static String kebab(String name) {
        var kebab = SEPARATORS.matcher(HUMPS.matcher(name).replaceAll("-")).replaceAll("-");
        kebab = kebab.replaceAll("^-|-$", "").toLowerCase(Locale.ROOT);
        return kebab.isEmpty() ? "unknown" : kebab;
    }

    private static String labels(Alert alert) {
        var more = alert.labels().size() - LABELS;
        return alert.labels().entrySet().stream()
                        .limit(LABELS)
                        .map(label -> Text.preview(label.getKey(), TERM) + "=" + Text.preview(label.getValue(), 300))
                        .collect(Collectors.joining("\n"))
                + (more > 0 ? "\n… and " + more + " more labels" : "");
    }

    /** Only an address that a browser may open without harm; Firebreak never fetches it (guarantees.md E9). */
    private static String web(String url) {
        return url == null || !WEB.matcher(url).matches() ? null : Text.preview(url, 1_000);
    }

    private static String first(String... texts) {
        for (var text : texts) {
            if (text != null && !text.isBlank()) {
                return text;
            }
        }
        return null;
    }
}
