package dev.firebreak.alert;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Service;
import dev.firebreak.incident.Text;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An alert in our words, fit to be stored and shown: cut visibly, nothing invisible in it. The whole of it stays in the
 * journal.
 *
 * @param severity as the sender calls it, in lower case; the source's default where the alert names none
 * @param labels one {@code name=value} a line
 */
record Words(
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

    private static final int WORD = 120;
    private static final int LABELS = 100;
    private static final Pattern HUMPS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern WEB =
            Pattern.compile("https?://[^\\s@/?#\\p{C}]{1,255}([/?#][^\\s\\p{C}]{0,700})?", Pattern.CASE_INSENSITIVE);

    static Words of(Alert alert, String defaultSeverity, Catalog catalog) {
        var name = shown(first(alert.label("alertname"), "Unnamed alert"), 200);
        var service = service(alert);
        return new Words(
                name,
                severity(alert, defaultSeverity),
                service,
                shown(first(alert.label("symptom"), kebab(name)), WORD),
                target(alert, catalog.service(service)),
                shown(first(alert.annotation("summary"), alert.annotation("description"), name), 300),
                block(alert.annotation("description"), 2_000),
                labels(alert),
                web(alert.annotation("runbook_url")),
                web(alert.generatorUrl()));
    }

    static String service(Alert alert) {
        return shown(first(alert.label("service"), alert.label("job"), alert.label("instance"), "unknown"), WORD);
    }

    static String severity(Alert alert, String defaultSeverity) {
        var word = first(alert.label("severity"), defaultSeverity);
        return word == null ? null : shown(word, 40).toLowerCase(Locale.ROOT);
    }

    private static String target(Alert alert, Optional<Service> service) {
        var target = first(alert.label("target"), service.map(Service::target).orElse(null));
        return target == null ? null : shown(target, WORD);
    }

    /** {@code PostgresConnectionsExhausted} is {@code postgres-connections-exhausted}. */
    static String kebab(String name) {
        var words = NO_WORD.matcher(HUMPS.matcher(name).replaceAll("-")).replaceAll("-");
        var kebab = words.replaceAll("^-|-$", "").toLowerCase(Locale.ROOT);
        return kebab.isEmpty() ? "unknown" : kebab;
    }

    private static String labels(Alert alert) {
        var more = alert.labels().size() - LABELS;
        return alert.labels().entrySet().stream()
                        .limit(LABELS)
                        .map(label -> shown(label.getKey(), WORD) + "=" + shown(label.getValue(), 300))
                        .collect(Collectors.joining("\n"))
                + (more > 0 ? "\n… and " + more + " more labels" : "");
    }

    /** Only what a browser may open without harm; we never fetch it (faults.md E9). */
    private static String web(String url) {
        return url == null || !WEB.matcher(url).matches() ? null : shown(url, 1_000);
    }

    private static String first(String... texts) {
        for (var text : texts) {
            if (text != null && !text.isBlank()) {
                return text;
            }
        }
        return null;
    }

    /** Cut before it is cleaned: a label may have megabytes (faults.md D12). */
    static String shown(String raw, int limit) {
        return raw == null ? "" : Text.shown(head(raw, limit), limit);
    }

    private static String block(String raw, int limit) {
        return raw == null ? null : Text.block(head(raw, limit), limit);
    }

    private static String head(String raw, int limit) {
        return raw.length() > 4 * limit ? raw.substring(0, 4 * limit) : raw;
    }
}
