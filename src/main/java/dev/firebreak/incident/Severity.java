package dev.firebreak.incident;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How severe an incident is; P1 is the worst (the Mosaic source, "Incident Severity Levels"). Each level
 * lists the words by which alerts and settings may name it: those of Prometheus rules, syslog, Zabbix, Grafana and
 * PagerDuty. What an alert's word makes of an incident, {@code assess-severity.dmn} decides.
 */
public enum Severity {
    P1(
            "Critical",
            "critical",
            "p1",
            "sev1",
            "p0",
            "sev0",
            "crit",
            "page",
            "alert",
            "emergency",
            "emerg",
            "fatal",
            "disaster"),
    P2("High", "high", "p2", "sev2", "error", "err", "major"),
    P3("Medium", "medium", "p3", "sev3", "warning", "warn", "ticket", "moderate", "average"),
    P4("Low", "low", "p4", "sev4", "minor"),
    P5("Info", "info", "p5", "sev5", "informational", "information", "notice", "debug", "none", "ok", "normal");

    private final String label;
    private final List<String> words;

    Severity(String label, String... words) {
        this.label = label;
        this.words = List.of(words);
    }

    /** The name that people read. */
    public String label() {
        return label;
    }

    /** The word that decision tables use for this level, such as {@code critical}. */
    public String word() {
        return words.get(0);
    }

    /** The lower-case words that name this level in an alert's {@code severity} label or in a setting. */
    public List<String> words() {
        return words;
    }

    /** The words of all levels, the worst level first. */
    public static List<String> allWords() {
        return Arrays.stream(values())
                .flatMap(severity -> severity.words.stream())
                .toList();
    }

    /** @param word in any case */
    public static Optional<Severity> ofWord(String word) {
        var lower = word.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(severity -> severity.words.contains(lower))
                .findFirst();
    }

    public boolean isWorseThan(Severity other) {
        return ordinal() < other.ordinal();
    }
}
