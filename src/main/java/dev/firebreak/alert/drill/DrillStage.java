package dev.firebreak.alert.drill;

import dev.firebreak.alert.dedup.Changes;
import dev.firebreak.alert.dedup.Changes.PayloadChanges;
import dev.firebreak.alert.drill.RunningDrills.RunningDrill;
import dev.firebreak.alert.grouping.MergedIncidents;
import dev.firebreak.alert.grouping.OpenIncidents;
import dev.firebreak.alert.grouping.Placements;
import dev.firebreak.alert.record.PayloadUrgency;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The drill stage: a new group whose alerts are all of the service of a running drill comes into the drill's incident,
 * which the first of them opens. A group that is in there stays only while the drill runs. The database is asked only where an
 * incident would open.
 */
@Component
public class DrillStage {

    private final ObjectProvider<RunningDrills> running;
    private final PayloadUrgency urgency;
    private final MergedIncidents merged;
    private final Incidents incidents;

    DrillStage(
            ObjectProvider<RunningDrills> running,
            PayloadUrgency urgency,
            MergedIncidents merged,
            Incidents incidents) {
        this.running = running;
        this.urgency = urgency;
        this.merged = merged;
        this.incidents = incidents;
    }

    public Placements place(Changes changes, OpenIncidents open) {
        var drills = running.getIfAvailable();
        if (drills == null) {
            return Placements.ALL;
        }
        var payloads = changes.payloads().stream()
                .filter(PayloadChanges::hasFiring)
                .filter(payload -> !open.hasOpen(payload) || isInDrill(payload, open))
                .toList();
        var placed = placed(payloads, drills);
        var leaving = payloads.stream()
                .filter(payload -> isInDrill(payload, open))
                .map(payload -> payload.payload().id())
                .filter(payload -> !placed.drills().containsKey(payload))
                .collect(Collectors.toSet());
        return leaving.isEmpty()
                ? placed
                : placed.and(new Placements(Map.of(), leaving, incidents.names(leaving.size())));
    }

    /** Whether the incident of its group is that of a drill, which may be over. */
    private static boolean isInDrill(PayloadChanges payload, OpenIncidents open) {
        var incident = open.group(payload.payload()).incident();
        return incident != null && incident.isDrill();
    }

    /** Empty if its alerts are of several services. */
    private Optional<String> service(PayloadChanges payload) {
        var services = urgency.services(payload);
        return services.size() == 1 ? services.stream().findFirst() : Optional.empty();
    }

    private Placements placed(List<PayloadChanges> payloads, RunningDrills drills) {
        var services = new LinkedHashMap<UUID, String>();
        payloads.forEach(payload -> service(payload)
                .ifPresent(service -> services.put(payload.payload().id(), service)));
        var found = services.isEmpty()
                ? Map.<String, RunningDrill>of()
                : drills.lock(new HashSet<>(services.values())).stream()
                        .collect(Collectors.toMap(RunningDrill::service, drill -> drill, (one, other) -> one));
        if (found.isEmpty()) {
            return Placements.ALL;
        }
        var opened = new HashMap<String, IncidentId>();
        found.values().stream()
                .filter(drill -> drill.incident() == null)
                .forEach(drill -> opened.put(drill.service(), open(drill, drills)));
        var known = found.values().stream()
                .map(RunningDrill::incident)
                .filter(incident -> incident != null)
                .collect(Collectors.toSet());
        var stillOpen = known.isEmpty() ? Map.<IncidentId, IncidentId>of() : merged.lockOpen(known);
        var incidentOf = new HashMap<UUID, IncidentId>();
        services.forEach((payload, service) -> Optional.ofNullable(found.get(service))
                .map(drill -> drill.incident() == null ? opened.get(service) : stillOpen.get(drill.incident()))
                .ifPresent(incident -> incidentOf.put(payload, incident)));
        return new Placements(Map.of(), Set.of(), List.of(), new HashSet<>(stillOpen.values()), incidentOf);
    }

    private IncidentId open(RunningDrill drill, RunningDrills drills) {
        var incident = incidents.drillName();
        drills.detected(drill.id(), incident);
        return incident;
    }
}
