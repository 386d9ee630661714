package dev.firebreak.incident;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How severe an incident is; P1 is the worst (the Mosaic source, "Incident Severity Levels"). Each level
 * lists the words by which alerts and settings may name it.
 */
public enum Severity {
    P1("Critical", "p1", "critical"),
    P2("High", "p2", "high", "error"),
    P3("Medium", "p3", "medium", "warning"),
    P4("Low", "p4", "low"),
    P5("Info", "p5", "info");

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

    /** @param word in lower case */
    public static Optional<Severity> ofWord(String word) {
        return Arrays.stream(values())
                .filter(severity -> severity.words.contains(word))
                .findFirst();
    }

    public boolean isWorseThan(Severity other) {
        return ordinal() < other.ordinal();
    }
}
