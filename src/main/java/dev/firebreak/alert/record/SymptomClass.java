package dev.firebreak.alert.record;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.incident.AlertImpact;
import dev.firebreak.text.Text;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What is hit, by the names that the public rule sets give their alerts (awesome-prometheus-alerts, the mixins of
 * Prometheus, Alertmanager, node exporter and Kubernetes). A rule says it itself by a label {@code impact}.
 *
 * @param serviceDown whether the symptom is {@code service-down}
 * @param soundsDown whether the name says that something is down, which a warning may say of one of many
 */
record SymptomClass(AlertImpact impact, boolean serviceDown, boolean soundsDown) {

    private static final int TERM = 120;

    /** More names than any rule set has; hostile names don't stay in memory. */
    private static final int KNOWN = 5_000;

    private static final List<Pattern> ALERTING_LOST = List.of(
            names("alertmanager(-cluster)?-failed-to-send-alerts"),
            names("(prometheus|cortex|thanos|loki|mimir).*-not-connected-to-alertmanagers?"),
            names("prometheus-error-sending-alerts-to-any-alertmanagers?"),
            names("prometheus-alertmanager-(notification-failing|job-missing)"),
            names("prometheus-(job-missing|all-targets-missing)"),
            names("alertmanager-(cluster-)?down"),
            names("thanos-rule-(queue-is-dropping-alerts|sender-is-failing-alerts)"),
            names("cortex-notifications-are-being-dropped"));

    private static final List<Pattern> DATA_LOST = List.of(
            names("(.*-)?data-(loss|lost|corruption|corrupted|corrupt)(-.*)?"),
            names("(.*-)?(losing-data|lost-data)(-.*)?"),
            names("(.*-)?(corruption|corruptions|corrupted|corrupt)"),
            names("(.*-)?uncorrectable(-.*)?"),
            names("(.*-)?split-brain(-.*)?"),
            names("(.*-)?raid-insufficient-drives"));

    private static final List<Pattern> LATER = List.of(
            names("(.*-)?backups?(-.*)?"),
            names("(.*-)?not-backed-up"),
            names(
                    "(.*-)?(cert|certificate|certificates)-(.*-)?(expiry|expires|expiring|expiration|will-expire|renewal)(-.*)?"),
            names("(.*-)?(expires|expiring)-(soon|next-week)"),
            names("(.*-)?(may|will)-fill-in.*"),
            names("(.*-)?full-in-.*-days"),
            names("(.*-)?builds?-(health-score|failing|failed|tests-failing)"),
            names("(.*-)?last-build-failed"),
            names("(.*-)?(job|cronjob)-(slow-completion|too-long|not-completed|slow)"),
            names("(.*-)?slow-(job|jobs)"),
            names("(.*-)?outdated(-.*)?"),
            names("(.*-)?hitting-acme-rate-limits"));

    private static final Pattern DOWN =
            names("(.*-)?(down|unreachable|absent|no-alive-.*|no-healthy-.*|has-no-alive-backends)");

    private static final Map<String, SymptomClass> CLASSES = new ConcurrentHashMap<>();

    private static Pattern names(String regex) {
        return Pattern.compile(regex);
    }

    static SymptomClass of(Alert alert) {
        var named = named(alert);
        var label = alert.label("impact");
        return label == null
                ? named
                : AlertImpact.ofWord(label.strip().toLowerCase(Locale.ROOT))
                        .map(impact -> new SymptomClass(impact, named.serviceDown, named.soundsDown))
                        .orElse(named);
    }

    private static SymptomClass named(Alert alert) {
        var symptom = alert.label("symptom");
        var name = Text.preview(symptom != null ? symptom : alert.label("alertname"), 200);
        if (CLASSES.size() > KNOWN) {
            CLASSES.clear();
        }
        return CLASSES.computeIfAbsent(name, SymptomClass::classify);
    }

    private static SymptomClass classify(String name) {
        var symptom = Text.preview(AlertSummary.kebab(name), TERM);
        var impact = isAny(ALERTING_LOST, symptom)
                ? AlertImpact.ALERTING_LOST
                : isAny(DATA_LOST, symptom)
                        ? AlertImpact.DATA_LOST
                        : isAny(LATER, symptom) ? AlertImpact.LATER : AlertImpact.UNSTATED;
        return new SymptomClass(
                impact, symptom.equals("service-down"), DOWN.matcher(symptom).matches());
    }

    private static boolean isAny(List<Pattern> names, String symptom) {
        return names.stream().anyMatch(name -> name.matcher(symptom).matches());
    }
}
