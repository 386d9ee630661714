package dev.firebreak.alert.storm;

import dev.firebreak.alert.attached.AttachedGroups;
import dev.firebreak.alert.grouping.Attachment.Kind;
import dev.firebreak.alert.grouping.MergedIncidents;
import dev.firebreak.alert.noise.SourceNoiseRules;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.Timeline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Knows whether a storm goes on. It is over when people have ended its incident or made it members-only, which would hide
 * what comes; or when for five minutes less than half as many groups have come as its source may open.
 */
@Component
public class StormWatch {

    private static final Duration RATE = Duration.ofMinutes(1);
    private static final int CALM_MINUTES = 5;
    private static final Duration CALM = RATE.multipliedBy(CALM_MINUTES);

    private static final Logger log = LoggerFactory.getLogger(StormWatch.class);

    private final Storms storms;
    private final AttachedGroups groups;
    private final MergedIncidents merged;
    private final IncidentMembers members;
    private final SourceNoiseRules rules;
    private final Timeline timeline;
    private final Clock clock;
    private final TransactionTemplate transaction;

    StormWatch(
            Storms storms,
            AttachedGroups groups,
            MergedIncidents merged,
            IncidentMembers members,
            SourceNoiseRules rules,
            Timeline timeline,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.storms = storms;
        this.groups = groups;
        this.merged = merged;
        this.members = members;
        this.rules = rules;
        this.timeline = timeline;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Ends the storms that are over. */
    public void endThoseOver() {
        for (var storm : storms.current()) {
            try {
                transaction.executeWithoutResult(status -> lockIncident(storm.source()));
            } catch (RuntimeException e) {
                log.warn("Can't see whether the storm of {} is over; the next round looks again", storm.source(), e);
            }
        }
    }

    /**
     * The open incident of the source's storm, locked; empty if there is no storm. The source is locked, too. Batches
     * lock incidents first, so this does as well.
     */
    Optional<IncidentId> lockIncident(String source) {
        var seen = storms.of(source);
        var incident = seen.flatMap(storm -> merged.lockOpen(storm.incident()));
        var locked = storms.lock(source);
        if (!locked.map(Storm::incident).equals(seen.map(Storm::incident))) {
            incident = locked.flatMap(storm -> merged.lockOpen(storm.incident()));
        }
        var visible = incident.filter(open -> !members.isRestricted(open));
        if (locked.isEmpty() || visible.isPresent() && goesOn(locked.get())) {
            return incident;
        }
        storms.end(source);
        incident.ifPresent(open -> timeline.add(open, over(source), "alerts"));
        return Optional.empty();
    }

    private boolean goesOn(Storm storm) {
        var limit = rules.of(storm.source()).stormLimit();
        var since = clock.instant().minus(CALM);
        return limit > 0 && (storm.began().isAfter(since) || 2 * came(storm.source(), since) >= CALM_MINUTES * limit);
    }

    private int came(String source, Instant since) {
        return storms.opened(source, since) + groups.count(source, Kind.STORM, since);
    }

    private static String over(String source) {
        return "The alert storm of " + source + " is over: new groups open incidents of their own again";
    }

    /** How many incidents the source has opened in the last minute. */
    int openedLately(String source) {
        return storms.opened(source, clock.instant().minus(RATE));
    }

    /** The source, which is locked, is in a storm from now on. */
    void begin(String source, IncidentId incident) {
        storms.begin(source, incident, clock.instant());
    }
}
