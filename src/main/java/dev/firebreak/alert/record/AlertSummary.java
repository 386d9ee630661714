package dev.firebreak.alert.record;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Service;
import dev.firebreak.text.Text;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An alert as text that is safe to store and show: long texts are cut visibly, invisible characters are removed. The
 * journal keeps the whole alert.
 *
 * @param severity the sender's term in lower case; the default of the source if the alert names none
 * @param labels one {@code name=value} per line
 * @param links one address and its name per line; null if there are none
 * @param runbook the key of a runbook, as the sender names it, or null
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
        String sourceUrl,
        String links,
        String runbook) {

    private static final int TERM = 120;
    private static final int LABELS = 100;
    private static final Pattern HUMPS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int LINKS = 20;

    /** How annotations that are links end. */
    private static final Pattern LINK = Pattern.compile("(?i)[_-]?(url|link|href)$");

    /** Links with a place of their own. */
    private static final Set<String> OTHER_LINKS = Set.of("runbook_url", "source_url");

    private static final Pattern KEY = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
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
                runbookUrl(alert),
                web(alert.generatorUrl()),
                links(alert),
                runbook(alert));
    }

    private static String runbookUrl(Alert alert) {
        var url = web(alert.annotation("runbook_url"));
        return url != null ? url : web(alert.annotation("runbook"));
    }

    /** Whether there is such a runbook, and whether the incident may have it, is decided where one is selected. */
    private static String runbook(Alert alert) {
        var key = first(alert.label("runbook"), alert.annotation("runbook"));
        return key != null && key.length() <= TERM && KEY.matcher(key).matches() ? key : null;
    }

    /** Annotations that are addresses, such as {@code dashboard_url}; each is named by its annotation. */
    private static String links(Alert alert) {
        var links = alert.annotations().entrySet().stream()
                .filter(annotation -> isLink(annotation.getKey()) && web(annotation.getValue()) != null)
                .limit(LINKS)
                .map(annotation -> web(annotation.getValue()) + " " + linkName(annotation.getKey()))
                .collect(Collectors.joining("\n"));
        return links.isEmpty() ? null : links;
    }

    private static boolean isLink(String annotation) {
        return LINK.matcher(annotation).find() && !OTHER_LINKS.contains(annotation);
    }

    /** Letters and digits only, because a name that looks like an address could hide where the link leads. */
    private static String linkName(String annotation) {
        var words = SEPARATORS
                .matcher(LINK.matcher(annotation).replaceFirst(""))
                .replaceAll(" ")
                .strip();
        var name = words.isEmpty() ? "Link" : Text.preview(words, 40);
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
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
