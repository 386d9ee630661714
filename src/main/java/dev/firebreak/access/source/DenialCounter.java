package dev.firebreak.access.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/** The last refusals of one source, and the first few of the addresses they came from. */
class DenialCounter {

    enum Meaning {
        FIRST,
        /** So many within so short a time that people should know. */
        MANY,
        NOTHING_NEW
    }

    private static final int NAMED = 5;

    private final int many;
    private final Duration within;
    private final Deque<Instant> last = new ArrayDeque<>();
    private final Set<String> remotes = new LinkedHashSet<>();
    private Instant toldAt = Instant.MIN;

    DenialCounter(int many, Duration within) {
        this.many = many;
        this.within = within;
    }

    /** What one more means: many are told once within the time, however many they are. */
    synchronized Meaning add(String remote, Instant now) {
        remember(remote, now);
        if (toldAt.isAfter(now.minus(within))) {
            return Meaning.NOTHING_NEW;
        }
        if (last.size() < many) {
            return last.size() == 1 ? Meaning.FIRST : Meaning.NOTHING_NEW;
        }
        toldAt = now;
        return Meaning.MANY;
    }

    private void remember(String remote, Instant now) {
        while (!last.isEmpty() && (last.size() == many || last.peekFirst().isBefore(now.minus(within)))) {
            last.removeFirst();
        }
        if (last.isEmpty()) {
            remotes.clear();
        }
        last.addLast(now);
        if (remotes.size() <= NAMED) {
            remotes.add(remote);
        }
    }

    synchronized String from() {
        var named = remotes.stream().limit(NAMED).toList();
        return String.join(", ", named) + (remotes.size() > NAMED ? " and others" : "");
    }
}
