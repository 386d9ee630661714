package dev.firebreak.alert.inhibit;

import dev.firebreak.alert.dedup.Changes;
import dev.firebreak.alert.dedup.Changes.PayloadChanges;
import dev.firebreak.alert.grouping.AlertGroup;
import dev.firebreak.alert.grouping.Attachment;
import dev.firebreak.alert.grouping.Attachment.Kind;
import dev.firebreak.alert.grouping.MergedIncidents;
import dev.firebreak.alert.grouping.OpenIncidents;
import dev.firebreak.alert.grouping.Placements;
import dev.firebreak.alert.inhibit.Causes.Cause;
import dev.firebreak.alert.noise.SourceNoiseRules;
import dev.firebreak.alert.record.PayloadUrgency;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The inhibition stage: a new group whose service needs one that has an open incident, at least as severe, is a symptom.
 * It comes into that incident and pages nobody. What may be P1 is never a symptom. A symptom that gets worse than its
 * cause leaves it. The database is asked only where an incident would open.
 */
@Component
public class InhibitionStage {

    private final Dependencies dependencies;
    private final Causes causes;
    private final SourceNoiseRules rules;
    private final PayloadUrgency urgency;
    private final MergedIncidents merged;
    private final Incidents incidents;

    InhibitionStage(
            Dependencies dependencies,
            Causes causes,
            SourceNoiseRules rules,
            PayloadUrgency urgency,
            MergedIncidents merged,
            Incidents incidents) {
        this.dependencies = dependencies;
        this.causes = causes;
        this.rules = rules;
        this.urgency = urgency;
        this.merged = merged;
        this.incidents = incidents;
    }

    /**
     * A group that would open an incident, or a symptom with new alerts.
     *
     * @param urgency of the worst of its payloads
     * @param needs what all services of its alerts need, over how many steps
     */
    private record Group(
            AlertGroup stored, List<PayloadChanges> payloads, Severity urgency, Map<String, Integer> needs) {}

    /** @param decided what is decided already */
    public Placements place(Changes changes, OpenIncidents open, Placements decided) {
        var newcomers = new ArrayList<Group>();
        var symptoms = new ArrayList<Group>();
        groups(changes, open).forEach((group, payloads) -> {
            var hasOpen = payloads.stream().anyMatch(open::hasOpen);
            if (hasOpen && group.attached() == Kind.SYMPTOM) {
                symptoms.add(new Group(group, payloads, worst(payloads), Map.of()));
            } else if (!hasOpen && payloads.stream().allMatch(decided::isUndecided) && rules.of(group.key().source()).inhibit()) {
                newcomer(group, payloads).ifPresent(newcomers::add);
            }
        });
        return letGo(symptoms).and(attach(newcomers));
    }

    private static Map<AlertGroup, List<PayloadChanges>> groups(Changes changes, OpenIncidents open) {
        return changes.payloads().stream()
                .filter(PayloadChanges::hasFiring)
                .collect(Collectors.groupingBy(
                        payload -> open.group(payload.payload()), LinkedHashMap::new, Collectors.toList()));
    }

    private Severity worst(List<PayloadChanges> payloads) {
        return payloads.stream().map(urgency::of).min(Comparator.naturalOrder()).orElseThrow();
    }

    /** Empty if it needs nothing in the catalogue or may be P1. */
    private Optional<Group> newcomer(AlertGroup group, List<PayloadChanges> payloads) {
        var needs = needs(payloads);
        return needs.isEmpty()
                ? Optional.empty()
                : Optional.of(new Group(group, payloads, worst(payloads), needs))
                        .filter(found -> found.urgency() != Severity.P1);
    }

    private Map<String, Integer> needs(List<PayloadChanges> payloads) {
        var services = payloads.stream()
                .flatMap(payload -> urgency.services(payload).stream())
                .collect(Collectors.toSet());
        var needs = new HashMap<String, Integer>();
        for (var service : services) {
            var its = dependencies.of(service);
            if (needs.isEmpty()) {
                needs.putAll(its);
            }
            needs.keySet().retainAll(its.keySet());
            if (needs.isEmpty()) {
                return needs;
            }
        }
        return needs;
    }

    private Placements letGo(List<Group> symptoms) {
        var leaving = symptoms.stream().filter(this::isWorseThanItsCause).toList();
        return leaving.isEmpty()
                ? Placements.ALL
                : new Placements(
                        Map.of(),
                        leaving.stream()
                                .flatMap(group -> group.payloads().stream())
                                .map(payload -> payload.payload().id())
                                .collect(Collectors.toSet()),
                        incidents.names(leaving.size()));
    }

    private boolean isWorseThanItsCause(Group symptom) {
        return symptom.urgency() == Severity.P1
                || causes.severity(symptom.stored().incident())
                        .filter(symptom.urgency()::isWorseThan)
                        .isPresent();
    }

    private Placements attach(List<Group> newcomers) {
        if (newcomers.isEmpty()) {
            return Placements.ALL;
        }
        var needed = newcomers.stream()
                .flatMap(group -> group.needs().keySet().stream())
                .collect(Collectors.toSet());
        var found = causes.of(needed);
        var chosen = new LinkedHashMap<Group, Cause>();
        newcomers.forEach(group -> cause(group, found).ifPresent(cause -> chosen.put(group, cause)));
        var open = lock(chosen.values());
        var attached = new HashMap<UUID, Attachment>();
        chosen.forEach((group, cause) -> Optional.ofNullable(open.get(cause.incident()))
                .ifPresent(incident -> group.payloads()
                        .forEach(payload -> attached.put(
                                payload.payload().id(),
                                new Attachment(Kind.SYMPTOM, incident, false, why(payload, cause))))));
        return new Placements(attached, Set.of(), List.of());
    }

    /** The nearest, and of those the oldest. */
    private static Optional<Cause> cause(Group group, List<Cause> found) {
        return found.stream()
                .filter(cause -> group.needs().containsKey(cause.service()))
                .filter(cause -> !group.urgency().isWorseThan(cause.severity()))
                .min(Comparator.<Cause>comparingInt(cause -> group.needs().get(cause.service()))
                        .thenComparing(Cause::openedAt)
                        .thenComparing(cause -> cause.incident().value()));
    }

    private Map<IncidentId, IncidentId> lock(Collection<Cause> chosen) {
        return chosen.isEmpty()
                ? Map.of()
                : merged.lockOpen(
                        new HashSet<>(chosen.stream().map(Cause::incident).toList()));
    }

    private String why(PayloadChanges payload, Cause cause) {
        return "Symptom: " + urgency.service(payload) + " depends on " + cause.service();
    }
}
