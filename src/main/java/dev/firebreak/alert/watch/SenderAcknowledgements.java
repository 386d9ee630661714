package dev.firebreak.alert.watch;

import dev.firebreak.alert.attached.AttachedGroups;
import dev.firebreak.alert.dedup.AlertRepository;
import dev.firebreak.alert.grouping.MergedIncidents;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.Lifecycle;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * Acknowledgements by senders: somebody works on the alert, as PagerDuty's event {@code acknowledge} says. It counts as
 * a person's, but only for an incident of that sender, and once: if the incident gets worse, people are asked. Who works
 * on one alert of a storm, or on a symptom, does not work on the others.
 */
@Component
public class SenderAcknowledgements {

    private final AlertRepository alerts;
    private final MergedIncidents merged;
    private final AttachedGroups attached;
    private final Incidents incidents;
    private final Timeline timeline;
    private final Lifecycle lifecycle;

    SenderAcknowledgements(
            AlertRepository alerts,
            MergedIncidents merged,
            AttachedGroups attached,
            Incidents incidents,
            Timeline timeline,
            Lifecycle lifecycle) {
        this.alerts = alerts;
        this.merged = merged;
        this.attached = attached;
        this.incidents = incidents;
        this.timeline = timeline;
        this.lifecycle = lifecycle;
    }

    /** Joins the transaction of the batch, after its alerts are recorded. */
    public void record(List<AlertPayload> payloads) {
        for (var payload : payloads) {
            var fingerprints = payload.notification().acknowledged();
            if (!fingerprints.isEmpty()) {
                var source = payload.source().name();
                var sorted = new TreeSet<>(Comparator.comparing(IncidentId::value));
                sorted.addAll(alerts.newestIncidents(source, fingerprints).values());
                sorted.forEach(incident -> merged.lockOpen(incident).ifPresent(open -> acknowledge(open, source)));
            }
        }
    }

    private void acknowledge(IncidentId id, String source) {
        var incident = incidents.get(id);
        if (incident.acknowledgedBy() != null) {
            return;
        }
        if (source.equals(incident.source()) && attached.count(id) == 0) {
            lifecycle.acknowledged(id, "sender " + source);
        } else {
            timeline.add(id, "One of its alerts was acknowledged at its sender; people are paged all the same", source);
        }
    }
}
