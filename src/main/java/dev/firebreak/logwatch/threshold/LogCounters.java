package dev.firebreak.logwatch.threshold;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.firebreak.logwatch.rule.LogRule;
import dev.firebreak.text.Hash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What all rules have counted in one log; stored as JSON with the position in the log. */
public final class LogCounters {

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();
    private static final TypeReference<Map<String, RuleCounters.Stored>> STORED = new TypeReference<>() {};
    private static final int KEY = 32;

    private final Map<String, RuleCounters> byRule = new TreeMap<>();

    /** @param json what {@link #json} gave; null for a log that is new */
    public static LogCounters of(String json) {
        var counters = new LogCounters();
        try {
            if (json != null) {
                JSON.readValue(json, STORED)
                        .forEach((rule, stored) -> counters.byRule.put(rule, RuleCounters.of(stored)));
            }
            return counters;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was counted can't be read", e);
        }
    }

    /** Null if nothing is counted. */
    public String json() {
        var stored = new TreeMap<String, RuleCounters.Stored>();
        byRule.forEach((rule, counters) -> stored.put(rule, counters.stored()));
        try {
            return stored.isEmpty() ? null : JSON.writeValueAsString(stored);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was counted can't be written", e);
        }
    }

    /**
     * Counts a line.
     *
     * @param values of the fields that tell alerts apart, as the log has them
     * @param shown the same values, safe to show
     * @param at when the line was written
     * @param now when it was read
     * @param line safe to show
     */
    public Optional<LogAlert> add(
            LogRule rule, List<String> values, List<String> shown, Instant at, Instant now, String line) {
        var key = Hash.sha256(String.join("\n", values)).substring(0, KEY);
        return byRule.computeIfAbsent(rule.name(), name -> new RuleCounters()).add(rule, key, shown, at, now, line);
    }

    /** The alerts that end because no line counted for long, or because their rule is gone. */
    public List<LogAlert> due(Map<String, LogRule> rules, Instant now) {
        var ended = new ArrayList<LogAlert>();
        byRule.forEach((name, counters) -> ended.addAll(counters.due(name, rules.get(name), now)));
        byRule.values().removeIf(RuleCounters::isEmpty);
        return ended;
    }

    public boolean isEmpty() {
        return byRule.isEmpty();
    }
}
