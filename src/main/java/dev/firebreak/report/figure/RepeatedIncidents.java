package dev.firebreak.report.figure;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds incidents that repeat an earlier one.
 *
 * @param within an earlier incident that was opened exactly so long before still counts
 */
public record RepeatedIncidents(Duration within) {

    /** The ids of the incidents that repeat an earlier one: its service and cause, or one of its alerts. */
    public record Found(Set<String> byCause, Set<String> byAlert) {

        int either() {
            return (int)
                    Stream.concat(byCause.stream(), byAlert.stream()).distinct().count();
        }
    }

    /**
     * Looks at some of the incidents.
     *
     * @param known all, with those of the time before
     * @param asked which of them are looked at
     */
    Found among(List<CountedIncident> known, List<CountedIncident> asked) {
        var wanted = new HashSet<>(asked.stream().map(CountedIncident::id).toList());
        var byCause = new HashSet<String>();
        var byAlert = new HashSet<String>();
        var last = new HashMap<String, Instant>();
        known.stream()
                .sorted(Comparator.comparing(CountedIncident::openedAt).thenComparing(CountedIncident::id))
                .forEach(it -> {
                    if (it.cause() != null && isSeen(last, "cause " + it.service() + "\n" + it.cause(), it)) {
                        byCause.add(it.id());
                    }
                    for (var fingerprint : it.fingerprints()) {
                        if (isSeen(last, "alert " + fingerprint, it)) {
                            byAlert.add(it.id());
                        }
                    }
                });
        byCause.retainAll(wanted);
        byAlert.retainAll(wanted);
        return new Found(byCause, byAlert);
    }

    private boolean isSeen(Map<String, Instant> last, String key, CountedIncident incident) {
        var before = last.put(key, incident.openedAt());
        return before != null && !before.plus(within).isBefore(incident.openedAt());
    }
}
