package dev.firebreak.board.models;

import java.util.LinkedHashMap;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * A step that a model can order, and that changes something.
 *
 * @param effect the word that {@code authorize-step} uses
 * @param through the processes on the way, as text; null if the model itself orders the step
 * @param approvals {@code automatic}, {@code one}, {@code two} or {@code forbidden} by tier of the target and severity
 */
public record ReachableStep(
        String step,
        String title,
        String effect,
        boolean isUndo,
        String through,
        SortedMap<String, SortedMap<String, String>> approvals) {

    /** Such as "tier-1, tier-2: one approval · tier-3: no approval at P1, P2; one approval at P3, P4, P5". */
    public String approvalsInWords() {
        var tiers = new LinkedHashMap<String, String>();
        approvals.forEach((tier, row) -> tiers.merge(words(row), tier, (before, now) -> before + ", " + now));
        return tiers.entrySet().stream()
                .map(same -> same.getValue() + ": " + same.getKey())
                .collect(Collectors.joining(" · "));
    }

    private static String words(SortedMap<String, String> row) {
        var severities = new LinkedHashMap<String, String>();
        row.forEach((severity, needed) -> severities.merge(needed, severity, (before, now) -> before + ", " + now));
        return severities.size() == 1
                ? inWords(severities.keySet().iterator().next())
                : severities.entrySet().stream()
                        .map(same -> inWords(same.getKey()) + " at " + same.getValue())
                        .collect(Collectors.joining("; "));
    }

    private static String inWords(String needed) {
        return switch (needed) {
            case "automatic" -> "no approval";
            case "one" -> "one approval";
            case "two" -> "two approvals";
            default -> "never";
        };
    }
}
