package dev.firebreak.logwatch.stream;

import dev.firebreak.logwatch.alert.LogAlertBodies;
import dev.firebreak.logwatch.alert.LogAlertBodies.Origin;
import dev.firebreak.logwatch.alert.ShownText;
import dev.firebreak.logwatch.rule.LogRule;
import dev.firebreak.logwatch.scan.Match;
import dev.firebreak.logwatch.threshold.LogAlert;
import dev.firebreak.logwatch.threshold.LogCounters;
import dev.firebreak.text.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One log while this node reads it. Not thread-safe. */
public final class WatchedLog {

    private static final int WHY = 500;

    private Origin origin;
    private final ShownText shown;
    private final LogCounters counters;
    private final List<LogAlert> found = new ArrayList<>();
    private String position;
    private StreamState state;
    private String why;
    private long lag;
    private long lines;
    private long hits;
    private Instant lastHit;
    private Instant storedAt;
    private boolean changed;

    /** @param row null if the log is new */
    WatchedLog(Origin origin, StreamRow row, ShownText shown) {
        this.origin = origin;
        this.shown = shown;
        this.counters = LogCounters.of(row == null ? null : row.counted());
        this.state = StreamState.WATCHED;
        this.changed = row == null;
        if (row != null) {
            position = row.position();
            state = row.state();
            why = row.why();
            lag = row.lag();
            lines = row.lines();
            hits = row.hits();
            lastHit = row.lastHit();
            storedAt = row.seenAt();
        }
    }

    /** The configuration may name another service than before. */
    void serves(String service) {
        if (!service.equals(origin.service())) {
            origin = new Origin(origin.watch(), origin.name(), service);
            changed = true;
        }
    }

    public String name() {
        return origin.name();
    }

    /** Up to where it is read, in the words of its source; null before the first look. */
    public String position() {
        return position;
    }

    public StreamState state() {
        return state;
    }

    public String why() {
        return why;
    }

    /** Bytes that were not read at the last look. */
    public long lag() {
        return lag;
    }

    /** What was read up to the position; the counts of {@link #count} belong to it. */
    public void readTo(String to, long moreLines, long newLag) {
        changed |= !to.equals(position) || newLag != lag;
        position = to;
        lines += moreLines;
        lag = newLag;
    }

    /** @param reason for people, or null */
    public void is(StreamState now, String reason) {
        var said = reason == null ? null : Text.shown(reason, WHY);
        changed |= now != state || !Objects.equals(said, why);
        state = now;
        why = said;
    }

    /** @param at when the line was written */
    public void count(Match match, Instant at, Instant now) {
        hits++;
        lastHit = now;
        changed = true;
        var values = match.rule().by().stream()
                .map(field -> match.fields().getOrDefault(field, ""))
                .toList();
        counters.add(match.rule(), values, shown.values(match), at, now, shown.line(match))
                .ifPresent(found::add);
    }

    /** Ends alerts; only right while nothing is left to read. */
    void endDue(Map<String, LogRule> rules, Instant now) {
        if (lag == 0 && !counters.isEmpty()) {
            var ended = counters.due(rules, now);
            found.addAll(ended);
            changed |= !ended.isEmpty();
        }
    }

    boolean hasFindings() {
        return !found.isEmpty();
    }

    boolean isChanged() {
        return changed;
    }

    /** Whether nothing changed since then. */
    public boolean isOlder(Instant time) {
        return !changed && storedAt != null && storedAt.isBefore(time);
    }

    boolean isIdle() {
        return counters.isEmpty();
    }

    List<byte[]> bodies() {
        return LogAlertBodies.bodies(origin, found);
    }

    StreamRow row(Instant now) {
        return new StreamRow(
                origin.watch(),
                origin.name(),
                origin.service(),
                position,
                counters.json(),
                state,
                why,
                lag,
                lines,
                hits,
                lastHit,
                now);
    }

    void stored(Instant now) {
        storedAt = now;
        found.clear();
        changed = false;
    }
}
