package dev.firebreak.logwatch.threshold;

import dev.firebreak.logwatch.rule.LogRule;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one rule has counted in one log. Bounded, whatever the log says. */
final class RuleCounters {

    /** The key of the alert that stands for all above the limit. */
    static final String REST = "rest";

    private static final int MOST = 200;

    /** While an alert goes on, so that it does not count as stale. */
    private static final Duration SENT_EVERY = Duration.ofHours(1);

    private final Map<String, Counter> counters = new LinkedHashMap<>();
    private final Deque<Instant> begun = new ArrayDeque<>();

    /** @param begun when the last alerts began */
    record Stored(Map<String, Counter.Stored> counters, List<Instant> begun) {}

    static RuleCounters of(Stored stored) {
        var rule = new RuleCounters();
        stored.counters().forEach((key, counter) -> rule.counters.put(key, Counter.of(counter)));
        rule.begun.addAll(stored.begun());
        return rule;
    }

    Stored stored() {
        var all = new LinkedHashMap<String, Counter.Stored>();
        counters.forEach((key, counter) -> all.put(key, counter.stored()));
        return new Stored(all, List.copyOf(begun));
    }

    boolean isEmpty() {
        return counters.isEmpty() && begun.isEmpty();
    }

    Optional<LogAlert> add(LogRule rule, String key, List<String> values, Instant at, Instant now, String line) {
        var counter = counters.computeIfAbsent(key, other -> new Counter(values));
        counter.add(at, now, rule.threshold().within(), line);
        var alert = counter.fires() ? goesOn(rule, key, counter, now) : begins(rule, key, counter, at, now);
        letGo();
        return alert;
    }

    private Optional<LogAlert> goesOn(LogRule rule, String key, Counter counter, Instant now) {
        if (counter.sent().plus(SENT_EVERY).isAfter(now)) {
            return Optional.empty();
        }
        counter.sent(now);
        return Optional.of(firing(rule, key, counter));
    }

    private Optional<LogAlert> begins(LogRule rule, String key, Counter counter, Instant at, Instant now) {
        if (counter.inWindow() < rule.threshold().count() && !key.equals(REST)) {
            return Optional.empty();
        }
        if (!key.equals(REST) && isAboveLimit(rule, now)) {
            counter.forget();
            return add(rule, REST, List.of(), at, now, counter.example());
        }
        if (!key.equals(REST)) {
            begun.add(now);
        }
        counter.begin(at.truncatedTo(ChronoUnit.MICROS), now);
        return Optional.of(firing(rule, key, counter));
    }

    private boolean isAboveLimit(LogRule rule, Instant now) {
        while (!begun.isEmpty() && begun.peek().plus(rule.limit().within()).isBefore(now)) {
            begun.remove();
        }
        return begun.size() >= rule.limit().count()
                || counters.values().stream().filter(Counter::fires).count() >= MOST / 2;
    }

    /** Values that never reach the threshold, as those of an attacker with many addresses, push each other out. */
    private void letGo() {
        if (counters.size() > MOST) {
            counters.entrySet().stream()
                    .filter(one -> !one.getValue().fires())
                    .min(Comparator.comparing(one -> one.getValue().seen()))
                    .map(Map.Entry::getKey)
                    .ifPresent(counters::remove);
        }
    }

    /** @param rule null if it is gone: its alerts end */
    List<LogAlert> due(String name, LogRule rule, Instant now) {
        var ended = new ArrayList<LogAlert>();
        counters.entrySet().removeIf(one -> {
            var counter = one.getValue();
            var keep = rule == null
                    ? Duration.ZERO
                    : counter.fires() ? rule.endsAfter() : rule.threshold().within();
            if (counter.seen().plus(keep).isAfter(now)) {
                return false;
            }
            if (counter.fires()) {
                ended.add(ended(name, one.getKey(), counter, now));
            }
            return true;
        });
        if (rule == null) {
            begun.clear();
        } else {
            isAboveLimit(rule, now);
        }
        return ended;
    }

    private static LogAlert firing(LogRule rule, String key, Counter counter) {
        return new LogAlert(
                rule.name(),
                rule,
                key,
                counter.values(),
                key.equals(REST),
                counter.since(),
                null,
                counter.inWindow(),
                counter.total(),
                counter.example());
    }

    private static LogAlert ended(String name, String key, Counter counter, Instant now) {
        return new LogAlert(
                name,
                null,
                key,
                counter.values(),
                key.equals(REST),
                counter.since(),
                now.truncatedTo(ChronoUnit.MICROS),
                0,
                counter.total(),
                counter.example());
    }
}
