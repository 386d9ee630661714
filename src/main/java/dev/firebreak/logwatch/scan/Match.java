package dev.firebreak.logwatch.scan;

import dev.firebreak.logwatch.rule.LogRule;
import java.util.Map;

/**
 * A line that counts for a rule.
 *
 * @param line as the log has it, not safe to show
 * @param fields the fields of the rule that the line has, not safe to show
 */
public record Match(LogRule rule, String line, Map<String, String> fields) {}
