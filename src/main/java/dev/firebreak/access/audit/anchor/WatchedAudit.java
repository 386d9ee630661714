package dev.firebreak.access.audit.anchor;

import dev.firebreak.access.AuditWatch;
import dev.firebreak.access.audit.log.LogScrub;
import dev.firebreak.access.audit.log.LogTable;
import dev.firebreak.access.audit.trail.WithheldRows;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Whether the log moves, continues this node's last anchor, and is intact where it looks this time. Everybody may read
 * what it finds, so it names no incident that is for its members only.
 */
@Component
class WatchedAudit implements AuditWatch {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LogTable log;
    private final LogScrub scrub;
    private final Anchoring anchoring;
    private final WithheldRows withheld;
    private final Clock clock;

    WatchedAudit(LogTable log, LogScrub scrub, Anchoring anchoring, WithheldRows withheld, Clock clock) {
        this.log = log;
        this.scrub = scrub;
        this.anchoring = anchoring;
        this.withheld = withheld;
        this.clock = clock;
    }

    @Override
    public List<String> violations() {
        var violations = new ArrayList<>(scrub.next());
        anchoring.trouble().ifPresent(violations::add);
        var waiting = log.waitingSince(clock.instant().minus(PATIENCE));
        if (waiting > 0) {
            violations.add(
                    waiting + " audit rows have waited for the log for more than " + PATIENCE.toSeconds() + " s");
        }
        return violations.stream().map(withheld.fromOthers()::text).toList();
    }
}
