package dev.firebreak.alert.watch;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Timeline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Incidents whose alerts fire again soon after each resolve (guarantees.md D2). From the second time on, people are told
 * once an hour that the alerts flap instead of each change, and an all-clear counts only after the hold.
 */
@Component
public class Flapping {

    /** How long a resolve has to hold. */
    static final Duration HOLD = Duration.ofMinutes(5);

    private static final int TIMES = 2;
    private static final Duration TOLD_EVERY = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Timeline timeline;
    private final Clock clock;

    private record Flaps(int times, Instant last, Instant toldAt) {}

    Flapping(JdbcClient jdbc, Timeline timeline, Clock clock) {
        this.jdbc = jdbc;
        this.timeline = timeline;
        this.clock = clock;
    }

    /** @param again by incident, locked, how many of its alerts fire again soon after their resolve */
    public void count(Map<IncidentId, Long> again) {
        again.forEach((incident, times) -> count(incident, times.intValue()));
    }

    private void count(IncidentId incident, int more) {
        AllClearNotifier.createIfMissing(jdbc, incident);
        var now = clock.instant();
        var before = flaps(incident);
        var isOld = before.last() == null || before.last().isBefore(now.minus(TOLD_EVERY));
        var times = more + (isOld ? 0 : before.times());
        var isDue =
                times >= TIMES && (before.toldAt() == null || !before.toldAt().isAfter(now.minus(TOLD_EVERY)));
        jdbc.sql("update alert_clearance set flaps = ?, last_flap = ?, flapping_told_at = ? where incident_id = ?")
                .param(times)
                .param(at(now))
                .param(at(isDue ? now : before.toldAt()))
                .param(incident.value())
                .update();
        if (isDue) {
            timeline.add(
                    incident,
                    "Flapping: alerts fired again " + times + " times within 5 minutes of their resolve;"
                            + " this is told once an hour, and an all-clear has to hold for 5 minutes",
                    "alerts");
        }
    }

    private Flaps flaps(IncidentId incident) {
        return jdbc.sql("select flaps, last_flap, flapping_told_at from alert_clearance where incident_id = ?")
                .param(incident.value())
                .query((row, n) ->
                        new Flaps(row.getInt("flaps"), instant(row, "last_flap"), instant(row, "flapping_told_at")))
                .single();
    }

    /** Those of the incidents that flap now, and of which people were told. */
    public Set<IncidentId> flapping(Collection<IncidentId> incidents) {
        if (incidents.isEmpty()) {
            return Set.of();
        }
        return jdbc.sql("select incident_id from alert_clearance where incident_id in (:ids) and flaps >= :times"
                        + " and flapping_told_at is not null and last_flap > :since")
                .param("ids", incidents.stream().map(IncidentId::value).toList())
                .param("times", TIMES)
                .param("since", at(clock.instant().minus(HOLD)))
                .query((row, n) -> new IncidentId(row.getString("incident_id")))
                .set();
    }
}
