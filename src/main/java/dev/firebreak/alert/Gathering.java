package dev.firebreak.alert;

import dev.firebreak.alert.OpenIncidents.Look;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.Report;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Brings new alerts to the open incident of their group, or to a new one. The groups are locked by now; nothing is written
 * here, so that a round of a hundred groups costs as many statements as one of one.
 */
@Component
class Gathering {

    private final KeptAlerts kept;
    private final Incidents incidents;
    private final Catalog catalog;

    Gathering(KeptAlerts kept, Incidents incidents, Catalog catalog) {
        this.kept = kept;
        this.incidents = incidents;
        this.catalog = catalog;
    }

    void place(Round round, Look look) {
        look.lock(round.concerned());
        var homes = new Homes(round, look, kept);
        var names = names(round, homes);
        for (var group : round.groups()) {
            if (!group.fresh().isEmpty()) {
                homes.of(group)
                        .ifPresentOrElse(
                                home -> join(round, group, home), () -> open(round, look, group, names.next()));
            } else if (group.slot().incident() == null) {
                round.known(group).findFirst().ifPresent(group.slot()::leadTo);
            }
            keep(round, group);
            Told.resolved(round, group);
            Told.truncated(round, group);
        }
    }

    /** As many as there are groups without a home; some of those may be one incident in the end. */
    private Iterator<IncidentId> names(Round round, Homes homes) {
        var homeless = round.groups().stream()
                .filter(group -> !group.fresh().isEmpty())
                .filter(group -> homes.of(group).isEmpty())
                .count();
        return homeless == 0
                ? Collections.emptyIterator()
                : incidents.names((int) homeless).iterator();
    }

    private void join(Round round, Group group, IncidentId home) {
        round.attach(group, home);
        round.join(home, facts(group, group.firing()).toVariables());
        round.touch(home);
        Told.joined(round, home, group);
    }

    private void open(Round round, Look look, Group group, IncidentId name) {
        look.opens(name);
        round.open(name, report(group), group);
        round.attach(group, name);
        group.opens(name);
        Told.opened(round, name, group);
    }

    private Report report(Group group) {
        var source = group.delivery().source();
        var facts = facts(group, group.fresh());
        var words = Words.of(facts.leading(), source.defaultSeverity(), catalog);
        return new Report(
                words.summary(),
                words.service(),
                words.symptom(),
                words.target(),
                source.name(),
                words.description(),
                false,
                facts.toVariables());
    }

    private Facts facts(Group group, List<KeyedAlert> some) {
        var alerts = some.stream().map(KeyedAlert::alert).toList();
        return new Facts(alerts, group.delivery().source().defaultSeverity(), catalog);
    }

    private void keep(Round round, Group group) {
        group.fresh().forEach(sighted -> keep(round, group, sighted, round.incidentOf(sighted.key())));
        group.late().forEach(sighted -> keep(round, group, sighted, null));
    }

    private void keep(Round round, Group group, KeyedAlert sighted, IncidentId incident) {
        var words = Words.of(sighted.alert(), group.delivery().source().defaultSeverity(), catalog);
        round.keep(new KeptAlert(sighted.key(), incident, words, sighted.alert().incomplete()));
    }
}
