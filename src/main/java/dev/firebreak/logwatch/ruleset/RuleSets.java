package dev.firebreak.logwatch.ruleset;

import dev.firebreak.logwatch.rule.LogRule;
import dev.firebreak.logwatch.rule.RuleFile;
import dev.firebreak.logwatch.rule.RuleInvalid;
import dev.firebreak.logwatch.rule.RuleReader;
import dev.firebreak.logwatch.scan.LineScanner;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/** Rules by the name of their file. Every sample of every rule holds. */
public final class RuleSets {

    private final SortedMap<String, List<LogRule>> byName;

    private RuleSets(SortedMap<String, List<LogRule>> byName) {
        this.byName = byName;
    }

    /**
     * Throws {@link RuleInvalid} if a file can't be used.
     *
     * @param texts by the name of the set, what its file holds
     * @param files by the name of the set, its file, for messages
     */
    static RuleSets of(Map<String, String> texts, Map<String, String> files) {
        var byName = new TreeMap<String, List<LogRule>>();
        var names = new HashMap<String, String>();
        new TreeMap<>(texts).forEach((set, text) -> {
            var file = files.get(set);
            var read = RuleReader.read(file, set, text);
            read.entries().forEach(RuleSets::check);
            var rules = read.entries().stream().map(RuleFile.Entry::rule).toList();
            for (var rule : rules) {
                var other = names.putIfAbsent(rule.name(), set);
                if (other != null) {
                    throw new RuleInvalid(file, "the rule " + rule.name() + " is also in the set " + other);
                }
            }
            byName.put(set, rules);
        });
        return new RuleSets(byName);
    }

    /** A sample goes the way of a line of a log, so a literal that is missing shows, too. */
    private static void check(RuleFile.Entry entry) {
        var scanner = new LineScanner(List.of(entry.rule()));
        for (var sample : entry.samples()) {
            var bytes = sample.line().getBytes(StandardCharsets.UTF_8);
            var found = new AtomicInteger();
            scanner.scan(bytes, 0, bytes.length, match -> found.incrementAndGet());
            if (sample.counts() != found.get() > 0) {
                throw sample.at()
                        .invalid(sample.counts() ? "the rule does not count this line" : "the rule counts this line");
            }
        }
    }

    public SortedSet<String> names() {
        return new TreeSet<>(byName.keySet());
    }

    public List<LogRule> all() {
        return byName.values().stream().flatMap(List::stream).toList();
    }

    /** The rules of these sets; of all if none is named. Unknown names count as empty sets. */
    public List<LogRule> of(Collection<String> sets) {
        return sets.isEmpty()
                ? all()
                : sets.stream()
                        .distinct()
                        .flatMap(set -> byName.getOrDefault(set, List.of()).stream())
                        .toList();
    }
}
