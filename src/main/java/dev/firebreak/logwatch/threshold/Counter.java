package dev.firebreak.logwatch.threshold;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** The lines of one rule with the same values of its fields, in one log: how many, when, and whether an alert fires. */
final class Counter {

    /** A window slides by this part of it. */
    private static final int PARTS = 20;

    private final List<String> values;
    private final long[] counts = new long[PARTS];
    private long newest;
    private long total;
    private Instant since;
    private Instant seen;
    private Instant sent;
    private String example = "";

    /**
     * What is stored.
     *
     * @param newest the number of the newest part of the window since 1970
     * @param counts by part of the window, the newest first
     * @param since when the alert began, or null
     * @param seen when the last line was read
     * @param sent when the alert was last sent
     */
    record Stored(
            List<String> values,
            long newest,
            List<Long> counts,
            long total,
            Instant since,
            Instant seen,
            Instant sent,
            String example) {}

    Counter(List<String> values) {
        this.values = List.copyOf(values);
    }

    static Counter of(Stored stored) {
        var counter = new Counter(stored.values());
        counter.newest = stored.newest();
        for (var n = 0; n < Math.min(PARTS, stored.counts().size()); n++) {
            counter.counts[n] = stored.counts().get(n);
        }
        counter.total = stored.total();
        counter.since = stored.since();
        counter.seen = stored.seen();
        counter.sent = stored.sent();
        counter.example = stored.example();
        return counter;
    }

    Stored stored() {
        var all = Arrays.stream(counts).boxed().toList();
        return new Stored(values, newest, all, total, since, seen, sent, example);
    }

    /**
     * Counts a line.
     *
     * @param at when it was written
     * @param now when it was read
     */
    void add(Instant at, Instant now, Duration window, String line) {
        var part = at.toEpochMilli() / Math.max(1, window.toMillis() / PARTS);
        slideTo(part);
        if (newest - part < PARTS) {
            counts[(int) (newest - part)]++;
        }
        total++;
        seen = now;
        example = line;
    }

    private void slideTo(long part) {
        var by = part - newest;
        if (by <= 0) {
            return;
        }
        for (var n = PARTS - 1; n >= 0; n--) {
            counts[n] = n - by >= 0 ? counts[(int) (n - by)] : 0;
        }
        newest = part;
    }

    long inWindow() {
        return Arrays.stream(counts).sum();
    }

    void begin(Instant at, Instant now) {
        since = at;
        sent = now;
    }

    void sent(Instant now) {
        sent = now;
    }

    void forget() {
        Arrays.fill(counts, 0);
    }

    boolean fires() {
        return since != null;
    }

    Instant since() {
        return since;
    }

    Instant seen() {
        return seen;
    }

    Instant sent() {
        return sent;
    }

    List<String> values() {
        return values;
    }

    long total() {
        return total;
    }

    String example() {
        return example;
    }
}
