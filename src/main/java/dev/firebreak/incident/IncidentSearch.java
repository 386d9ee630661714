package dev.firebreak.incident;

import dev.firebreak.web.FieldInvalid;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Search criteria for incidents; null matches any value.
 *
 * @param statuses empty matches any
 */
public record IncidentSearch(List<IncidentStatus> statuses, Severity severity, String service) {

    /** The number of incidents on a page. */
    public static final int PAGE = 50;

    /** Parses request parameters. Throws {@link FieldInvalid} with the name of an invalid one. */
    public static IncidentSearch of(String status, String severity, String service) {
        return new IncidentSearch(statuses(status), severity(severity), service);
    }

    private static List<IncidentStatus> statuses(String word) {
        if (word == null || word.equals("all")) {
            return List.of();
        }
        if (word.equals("open")) {
            return IncidentStatus.open();
        }
        var found = Arrays.stream(IncidentStatus.values())
                .filter(status -> status.name().equalsIgnoreCase(word))
                .toList();
        if (found.isEmpty()) {
            throw new FieldInvalid(
                    "status",
                    "must be open, all, or one of "
                            + Arrays.toString(IncidentStatus.values()).toLowerCase(Locale.ROOT));
        }
        return found;
    }

    private static Severity severity(String word) {
        if (word == null) {
            return null;
        }
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(
                        () -> new FieldInvalid("severity", "must be one of " + Arrays.toString(Severity.values())));
    }
}
