package dev.firebreak.alert.view;

import java.time.Instant;
import java.util.List;

/**
 * An alert of an incident as people see it.
 *
 * @param status {@code firing}, {@code stale} (fires, but the sender has stopped repeating it) or {@code resolved}
 * @param startsAt as sent, limited to plausible times
 * @param labels each {@code name=value}
 * @param links to further pages of the sender, such as dashboard and silence
 */
public record AlertView(
        String source,
        String fingerprint,
        String status,
        String name,
        String severity,
        String service,
        String symptom,
        String target,
        String summary,
        String description,
        List<String> labels,
        String runbookUrl,
        String sourceUrl,
        List<AlertLink> links,
        boolean incomplete,
        Instant startsAt,
        Instant endsAt,
        Instant firstSeen,
        Instant lastSeen,
        long seen) {}
