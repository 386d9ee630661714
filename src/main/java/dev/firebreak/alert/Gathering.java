package dev.firebreak.alert;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.Report;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Brings new alerts to the open incident of their group, or opens one. The groups are locked by now. */
@Component
class Gathering {

    private final KeptAlerts kept;
    private final OpenIncidents open;
    private final Lifecycle lifecycle;
    private final Catalog catalog;
    private final Told told;

    Gathering(KeptAlerts kept, OpenIncidents open, Lifecycle lifecycle, Catalog catalog, Told told) {
        this.kept = kept;
        this.open = open;
        this.lifecycle = lifecycle;
        this.catalog = catalog;
        this.told = told;
    }

    void place(Round round) {
        round.concerned().forEach(open::lock);
        for (var group : round.groups()) {
            if (!group.fresh().isEmpty()) {
                join(round, group);
            } else if (group.slot().incident() == null) {
                known(round, group).findFirst().ifPresent(group.slot()::leadTo);
            }
            keep(round, group);
            told.resolved(round, group);
            told.truncated(group);
        }
    }

    private void join(Round round, Group group) {
        var found = find(round, group);
        var incident = found.orElseGet(() -> begin(group));
        round.attach(group, incident);
        if (found.isPresent()) {
            round.touch(incident);
            told.joined(incident, group);
        } else {
            group.opens(incident);
            told.opened(incident, group);
        }
    }

    /**
     * The group's own incident; else the one that its alerts belong to, for a reloaded Alertmanager may call the same
     * group by another key (faults.md D15).
     */
    private Optional<IncidentId> find(Round round, Group group) {
        return Optional.ofNullable(group.slot().incident())
                .flatMap(open::lock)
                .or(() -> known(round, group)
                        .flatMap(id -> open.lock(id).stream())
                        .findFirst())
                .or(() -> ofSameAlerts(group));
    }

    private static java.util.stream.Stream<IncidentId> known(Round round, Group group) {
        return group.all().stream()
                .map(sighted -> round.incidentOf(sighted.key()))
                .filter(Objects::nonNull)
                .distinct();
    }

    private Optional<IncidentId> ofSameAlerts(Group group) {
        var fingerprints = group.fresh().stream()
                .map(sighted -> sighted.key().fingerprint())
                .toList();
        return kept.newestIncidents(group.delivery().source().name(), fingerprints).values().stream()
                .distinct()
                .flatMap(id -> open.lock(id).stream())
                .findFirst();
    }

    private IncidentId begin(Group group) {
        var source = group.delivery().source();
        var facts = new Facts(alerts(group), source.defaultSeverity(), catalog);
        var words = Words.of(facts.leading(), source.defaultSeverity(), catalog);
        return lifecycle.begin(new Report(
                words.summary(),
                words.service(),
                words.symptom(),
                words.target(),
                source.name(),
                words.description(),
                false,
                facts.toVariables()));
    }

    private static List<Alert> alerts(Group group) {
        return group.fresh().stream().map(Group.Sighted::alert).toList();
    }

    private void keep(Round round, Group group) {
        group.fresh().forEach(sighted -> keep(round, group, sighted, round.incidentOf(sighted.key())));
        group.late().forEach(sighted -> keep(round, group, sighted, null));
    }

    private void keep(Round round, Group group, Group.Sighted sighted, IncidentId incident) {
        var words = Words.of(sighted.alert(), group.delivery().source().defaultSeverity(), catalog);
        round.keep(new KeptAlert(sighted.key(), incident, words, sighted.alert().incomplete()));
    }
}
