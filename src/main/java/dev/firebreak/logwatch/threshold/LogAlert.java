package dev.firebreak.logwatch.threshold;

import dev.firebreak.logwatch.rule.LogRule;
import java.time.Instant;
import java.util.List;

/**
 * An alert of one log that begins, goes on or ends. Its texts are safe to show.
 *
 * @param name of the rule
 * @param rule null where the alert ends
 * @param key tells alerts of the rule in this log apart
 * @param values of the fields that tell alerts apart, in the order of the rule
 * @param isRest whether it stands for all alerts above the rule's limit
 * @param since when it began
 * @param until when it ended; null while it goes on
 * @param count lines in the window
 * @param total lines since it began to count
 * @param example the last line
 */
public record LogAlert(
        String name,
        LogRule rule,
        String key,
        List<String> values,
        boolean isRest,
        Instant since,
        Instant until,
        long count,
        long total,
        String example) {}
