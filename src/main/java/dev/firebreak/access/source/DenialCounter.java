package dev.firebreak.access.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/** Counts the recent rejections of one source, and keeps the first few addresses that they came from. */
class DenialCounter {

    enum Result {
        FIRST,
        /** The limit within the time window is reached, for the first time in it. */
        MANY,
        NOTHING_NEW
    }

    private static final int MAX_REMOTES = 5;

    private final int limit;
    private final Duration within;
    private final Deque<Instant> last = new ArrayDeque<>();
    private final Set<String> remotes = new LinkedHashSet<>();
    private Instant reportedAt = Instant.MIN;

    DenialCounter(int limit, Duration within) {
        this.limit = limit;
        this.within = within;
    }

    /** Counts one more. Returns {@code MANY} at most once within the time window. */
    synchronized Result add(String remote, Instant now) {
        remember(remote, now);
        if (reportedAt.isAfter(now.minus(within))) {
            return Result.NOTHING_NEW;
        }
        if (last.size() < limit) {
            return last.size() == 1 ? Result.FIRST : Result.NOTHING_NEW;
        }
        reportedAt = now;
        return Result.MANY;
    }

    private void remember(String remote, Instant now) {
        while (!last.isEmpty() && (last.size() == limit || last.peekFirst().isBefore(now.minus(within)))) {
            last.removeFirst();
        }
        if (last.isEmpty()) {
            remotes.clear();
        }
        last.addLast(now);
        if (remotes.size() <= MAX_REMOTES) {
            remotes.add(remote);
        }
    }

    /** The addresses, for people. */
    synchronized String from() {
        var named = remotes.stream().limit(MAX_REMOTES).toList();
        return String.join(", ", named) + (remotes.size() > MAX_REMOTES ? " and others" : "");
    }
}
