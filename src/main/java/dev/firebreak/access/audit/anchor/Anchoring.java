package dev.firebreak.access.audit.anchor;

import dev.firebreak.access.AuditAnchored;
import dev.firebreak.access.audit.log.LogTable;
import dev.firebreak.access.audit.log.LoggedRow;
import dev.firebreak.access.audit.merkle.TreeHead;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Writes the head of the log to this node's anchor file. Each node has a file of its own with the whole log, so that
 * the loss of one node loses no anchor, and nodes need not agree on who anchors. A log that does not continue the last
 * anchor is never anchored: it was changed, or the database was restored.
 */
@Component
public class Anchoring {

    /** At most this many leaves in one line. */
    private static final int LEAVES = 5_000;

    /**
     * The database lacks rows that the anchor covers.
     *
     * @param found how many of them it has
     */
    record Lost(Anchor anchor, long found) {}

    private final LogTable log;
    private final Restores restores;
    private final AuditSettings settings;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final AnchorFile file;
    private volatile Optional<String> trouble = Optional.empty();
    private Optional<Anchor> last;

    Anchoring(
            LogTable log,
            Restores restores,
            AuditSettings settings,
            Clock clock,
            ApplicationEventPublisher events,
            @Value("${firebreak.data-dir}") Path data) {
        this.log = log;
        this.restores = restores;
        this.settings = settings;
        this.clock = clock;
        this.events = events;
        this.file = new AnchorFile(data.resolve("audit-anchors"));
    }

    AnchorFile file() {
        return file;
    }

    /** Why the log is not anchored now; empty if all is well. */
    public Optional<String> trouble() {
        return trouble;
    }

    /** Anchors the log if enough rows or enough time have passed since the last anchor. */
    public synchronized void anchorIfDue() {
        anchor(false);
    }

    /** Anchors the log now. */
    public synchronized void anchor() {
        anchor(true);
    }

    private void anchor(boolean now) {
        try {
            var size = log.size();
            var anchored = last().map(anchor -> anchor.head().size()).orElse(0L);
            if (size != anchored && (now || isDue(size - anchored))) {
                acceptRestore();
                trouble = broken(size);
                if (trouble.isEmpty()) {
                    append(size);
                }
            }
        } catch (RuntimeException e) {
            trouble = Optional.of("The audit can't be anchored: " + e.getMessage());
            throw e;
        }
    }

    private boolean isDue(long rows) {
        return rows < 0
                || rows >= settings.anchorAfter()
                || last().filter(anchor ->
                                anchor.at().plus(settings.anchorEvery()).isAfter(clock.instant()))
                        .isEmpty();
    }

    /** Why the log does not continue the last anchor; empty if it does. */
    private Optional<String> broken(long size) {
        if (last().isEmpty()) {
            return Optional.empty();
        }
        var anchor = last().get();
        if (size < anchor.head().size()) {
            return Optional.of("The audit log has %d rows, but the anchor of %s covers %d: rows were removed"
                    .formatted(size, anchor.at(), anchor.head().size()));
        }
        return log.tree().head(anchor.head().size()).equals(anchor.head())
                ? Optional.empty()
                : Optional.of("The audit log has other rows than the anchor of %s".formatted(anchor.at()));
    }

    private void append(long size) {
        var from = last().map(anchor -> anchor.head().size()).orElse(0L);
        while (from < size) {
            var to = Math.min(size, from + LEAVES);
            var leaves =
                    log.rows(from, to, LEAVES).stream().map(LoggedRow::token).toList();
            if (leaves.size() != to - from) {
                throw new IllegalStateException("the log lacks leaves between " + from + " and " + to);
            }
            var anchor = new Anchor(clock.instant(), log.tree().head(to));
            file.append(anchor, leaves);
            last = Optional.of(anchor);
            from = to;
        }
        last().map(Anchor::head).filter(head -> head.size() == size).ifPresent(this::publish);
    }

    private void publish(TreeHead head) {
        if (head.size() > 0) {
            events.publishEvent(new AuditAnchored(
                    last().orElseThrow().at(), head.size(), head.root().hex()));
        }
    }

    /** Whether the database lacks anchored rows. */
    synchronized Optional<Lost> lost() {
        return last().filter(anchor -> broken(log.size()).isPresent()).map(anchor -> new Lost(anchor, common()));
    }

    /** Continues from the rows that the database has, if an administrator has confirmed that it was restored. */
    synchronized void acceptRestore() {
        lost().ifPresent(lost -> restores.confirmedSince(lost.anchor().at()).ifPresent(by -> {
            file.restored(new Anchor(clock.instant(), log.tree().head(lost.found())), by);
            last = null;
            trouble = Optional.empty();
        }));
    }

    /** How many rows from the first the log and the anchors have in common. */
    private long common() {
        var leaves = file.leaves();
        var same = 0L;
        while (same < leaves.size()) {
            var rows = log.rows(same, Math.min(same + LEAVES, leaves.size()), LEAVES);
            for (var row : rows) {
                if (row.leaf() != same || !row.token().equals(leaves.get((int) same))) {
                    return same;
                }
                same++;
            }
            if (rows.isEmpty()) {
                return same;
            }
        }
        return same;
    }

    private Optional<Anchor> last() {
        if (last == null) {
            last = file.last();
        }
        return last;
    }
}
