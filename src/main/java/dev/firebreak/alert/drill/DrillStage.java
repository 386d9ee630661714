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
 * which the first of them opens. The database is asked only where an incident would open.
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
        var services = drills == null ? Map.<UUID, String>of() : newcomers(changes, open);
        return services.isEmpty() ? Placements.ALL : place(services, drills);
    }

    /** The payloads that would open an incident, each with its only service. */
    private Map<UUID, String> newcomers(Changes changes, OpenIncidents open) {
        var services = new LinkedHashMap<UUID, String>();
        for (var payload : changes.payloads()) {
            if (payload.hasFiring() && !open.hasOpen(payload)) {
                service(payload)
                        .ifPresent(service -> services.put(payload.payload().id(), service));
            }
        }
        return services;
    }

    private Optional<String> service(PayloadChanges payload) {
        var services = urgency.services(payload);
        return services.size() == 1 ? services.stream().findFirst() : Optional.empty();
    }

    private Placements place(Map<UUID, String> services, RunningDrills drills) {
        var found = drills.lock(new HashSet<>(services.values())).stream()
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
        var placed = new HashMap<UUID, IncidentId>();
        services.forEach((payload, service) -> Optional.ofNullable(found.get(service))
                .map(drill -> drill.incident() == null ? opened.get(service) : stillOpen.get(drill.incident()))
                .ifPresent(incident -> placed.put(payload, incident)));
        return new Placements(Map.of(), Set.of(), List.of(), new HashSet<>(stillOpen.values()), placed);
    }

    private IncidentId open(RunningDrill drill, RunningDrills drills) {
        var incident = incidents.drillName();
        drills.detected(drill.id(), incident);
        return incident;
    }
}
