package dev.firebreak.board.live;

import dev.firebreak.incident.change.IncidentChange;
import dev.firebreak.incident.change.IncidentChanges;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The latest changes in memory, so that a reader that comes back costs no query. For one thread. */
final class RecentChanges {

    private static final int BATCH = 500;

    private final IncidentChanges changes;
    private final Deque<IncidentChange> recent = new ArrayDeque<>();
    private long last;
    private boolean isLoaded;

    RecentChanges(IncidentChanges changes) {
        this.changes = changes;
    }

    /** The position of the latest change. */
    long last() {
        return last;
    }

    /** Reads what is new. Empty if some of it can't be read any more, so that readers must start again. */
    Optional<List<IncidentChange>> readOn() {
        if (!isLoaded) {
            load();
            return Optional.empty();
        }
        var before = last;
        var fresh = new ArrayList<IncidentChange>();
        for (var batch = next(); !batch.isEmpty(); batch = next()) {
            fresh.addAll(batch);
            last = batch.get(batch.size() - 1).position();
        }
        if (!fresh.isEmpty() && fresh.get(0).position() != before + 1) {
            load();
            return Optional.empty();
        }
        recent.addAll(fresh);
        while (recent.size() > IncidentChanges.KEPT) {
            recent.removeFirst();
        }
        return Optional.of(fresh);
    }

    private List<IncidentChange> next() {
        return changes.after(last, BATCH);
    }

    /** Starts again if the database has been replaced by an older one. */
    void check() {
        if (isLoaded && changes.last() < last) {
            isLoaded = false;
        }
    }

    private void load() {
        var size = changes.last();
        recent.clear();
        recent.addAll(changes.latest());
        last = recent.isEmpty() ? size : recent.getLast().position();
        isLoaded = true;
    }

    /** The changes after a position; empty if this can't be said, because they are too old or of another database. */
    Optional<List<IncidentChange>> after(long position) {
        if (position == last) {
            return Optional.of(List.of());
        }
        var isKnown = position < last && !recent.isEmpty() && recent.getFirst().position() <= position + 1;
        return isKnown
                ? Optional.of(recent.stream()
                        .filter(change -> change.position() > position)
                        .toList())
                : Optional.empty();
    }
}
