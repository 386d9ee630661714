package dev.firebreak.board.setup;

import dev.firebreak.board.page.Moment;
import dev.firebreak.reload.ReloadStatus;
import java.time.Instant;
import java.util.List;

/**
 * A unit of files on the setup page.
 *
 * @param hash the beginning of its hash
 * @param since when it came into force
 * @param looked when the files were read last, or null
 * @param drift nodes with other content
 */
record ReloadRow(
        String name,
        String location,
        String hash,
        Moment since,
        Moment looked,
        List<String> changes,
        List<String> errors,
        List<String> drift) {

    private static final int SHOWN = 12;

    static ReloadRow of(ReloadStatus status, Instant now) {
        return new ReloadRow(
                status.unit(),
                status.location(),
                status.sha256().substring(0, SHOWN),
                Moment.of(status.since(), now),
                status.lookedAt() == null ? null : Moment.of(status.lookedAt(), now),
                status.changes(),
                status.errors(),
                status.drift().stream()
                        .map(other -> other.node() + " has " + other.sha256().substring(0, SHOWN))
                        .toList());
    }

    boolean isRefused() {
        return !errors.isEmpty();
    }

    boolean hasChanges() {
        return !changes.isEmpty();
    }

    boolean hasDrift() {
        return !drift.isEmpty();
    }
}
