package dev.firebreak.logwatch.scan;

import dev.firebreak.logwatch.rule.LogRule;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Applies rules to blocks of whole lines. For one thread at a time or for many; it keeps nothing. */
public final class LineScanner {

    private final List<LogRule> rules;
    private final LiteralSearch literals;

    public LineScanner(List<LogRule> rules) {
        this.rules = List.copyOf(rules);
        this.literals = new LiteralSearch(rules.stream().map(LogRule::contains).toList());
    }

    /**
     * Finds the lines that count, in their order.
     *
     * @param bytes whole lines; the last one may lack its line feed
     * @return the number of line feeds
     */
    public int scan(byte[] bytes, int from, int to, Consumer<Match> found) {
        var at = from;
        while (true) {
            var hit = literals.next(bytes, at, to);
            if (hit < 0) {
                return LineCount.of(bytes, from, to);
            }
            var start = lineStart(bytes, at, hit);
            var end = lineEnd(bytes, hit, to);
            match(bytes, start, end, found);
            at = Math.min(end + 1, to);
        }
    }

    private static int lineStart(byte[] bytes, int from, int hit) {
        var start = hit;
        while (start > from && bytes[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    private static int lineEnd(byte[] bytes, int hit, int to) {
        var end = hit;
        while (end < to && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    private void match(byte[] bytes, int start, int end, Consumer<Match> found) {
        var candidates = literals.owners(bytes, start, Math.min(end, start + LogLine.LONGEST));
        if (candidates.isEmpty()) {
            return;
        }
        var line = LogLine.text(bytes, start, end);
        candidates.stream()
                .mapToObj(rules::get)
                .map(rule -> match(rule, line))
                .flatMap(Optional::stream)
                .forEach(found);
    }

    private static Optional<Match> match(LogRule rule, String line) {
        var matcher = rule.pattern().matcher(line);
        if (!matcher.find()
                || rule.except().stream()
                        .anyMatch(pattern -> pattern.matcher(line).find())) {
            return Optional.empty();
        }
        var fields = new HashMap<String, String>();
        rule.pattern().namedGroups().keySet().forEach(name -> {
            var value = matcher.group(name);
            if (value != null) {
                fields.put(LogRule.field(name), value);
            }
        });
        return Optional.of(new Match(rule, line, fields));
    }
}
