package dev.firebreak.alert.record;

import dev.firebreak.access.AlertSource;
import dev.firebreak.access.SeverityWords;
import dev.firebreak.alert.format.Alert;
import dev.firebreak.incident.AlertImpact;
import dev.firebreak.incident.Severity;
import java.util.Comparator;
import java.util.Optional;

/**
 * What one alert says.
 *
 * @param severity the source's default if the alert names none or a word that nobody knows; null without a default
 * @param impact what is hit
 * @param down whether its service is down; a warning says so only by the symptom {@code service-down}, information never
 */
record AlertStatement(Alert alert, Severity severity, AlertImpact impact, boolean down) {

    /** The worst first: by what severity and impact weigh together, then those that name a severity, then by impact. */
    static final Comparator<AlertStatement> WORST_FIRST = Comparator.comparingInt(AlertStatement::weight)
            .thenComparing(statement -> statement.severity() == null)
            .thenComparing(AlertStatement::impact, Comparator.reverseOrder());

    static AlertStatement of(Alert alert, AlertSource source, SeverityWords words) {
        var severity = severity(alert, source, words).orElse(null);
        var symptom = SymptomClass.of(alert);
        var down = severity != Severity.P5
                && (symptom.serviceDown()
                        || symptom.soundsDown() && severity != null && severity.isWorseThan(Severity.P3));
        return new AlertStatement(alert, severity, symptom.impact(), down);
    }

    private static Optional<Severity> severity(Alert alert, AlertSource source, SeverityWords words) {
        return Optional.ofNullable(alert.label("severity"))
                .flatMap(word -> words.severity(source.name(), word))
                .or(() -> Optional.ofNullable(source.defaultSeverity())
                        .flatMap(word -> words.severity(source.name(), word)));
    }

    /** Whether the alert names a severity that nobody knows. */
    static boolean hasUnknownSeverity(Alert alert, AlertSource source, SeverityWords words) {
        var word = alert.label("severity");
        return word != null && words.severity(source.name(), word).isEmpty();
    }

    /** Whether users may be hit now: a service is down, or the alert is critical of what can't wait. */
    boolean mayHitUsers() {
        return impact != AlertImpact.LATER && (down || severity == Severity.P1);
    }

    /** An alert without any severity weighs as much as a critical one, because the decision fails up on it. */
    private int weight() {
        return severity == null ? 0 : impact.weigh(severity).ordinal();
    }
}
