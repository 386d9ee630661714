package dev.firebreak.alert.grouping;

import dev.firebreak.alert.dedup.AlertRecord;
import dev.firebreak.alert.dedup.AlertRepository;
import dev.firebreak.alert.dedup.AlertSummary;
import dev.firebreak.alert.dedup.KeyedAlert;
import dev.firebreak.alert.grouping.OpenIncidents.Look;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentReport;
import dev.firebreak.incident.Incidents;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Brings new alerts to the open incident of their group, or to a new one. The groups are locked by now; nothing is written
 * here, so that a round of a hundred groups costs as many statements as one of one.
 */
@Component
public class Correlator {

    private final AlertRepository kept;
    private final Incidents incidents;
    private final Catalog catalog;

    Correlator(AlertRepository kept, Incidents incidents, Catalog catalog) {
        this.kept = kept;
        this.incidents = incidents;
        this.catalog = catalog;
    }

    public void place(AlertBatch batch, Look look) {
        look.lock(batch.concerned());
        var matcher = new IncidentMatcher(batch, look, kept);
        var names = names(batch, matcher);
        for (var entry : batch.groups()) {
            if (!entry.fresh().isEmpty()) {
                matcher.of(entry)
                        .ifPresentOrElse(
                                home -> join(batch, entry, home), () -> open(batch, look, entry, names.next()));
            } else if (entry.slot().incident() == null) {
                batch.known(entry).findFirst().ifPresent(entry.slot()::leadTo);
            }
            keep(batch, entry);
            AlertTimeline.resolved(batch, entry);
            AlertTimeline.truncated(batch, entry);
        }
    }

    /** As many as there are groups without a home; some of those may be one incident in the end. */
    private Iterator<IncidentId> names(AlertBatch batch, IncidentMatcher matcher) {
        var homeless = batch.groups().stream()
                .filter(entry -> !entry.fresh().isEmpty())
                .filter(entry -> matcher.of(entry).isEmpty())
                .count();
        return homeless == 0
                ? Collections.emptyIterator()
                : incidents.names((int) homeless).iterator();
    }

    private void join(AlertBatch batch, BatchEntry entry, IncidentId home) {
        batch.attach(entry, home);
        batch.join(home, facts(entry, entry.firing()).toVariables());
        batch.touch(home);
        AlertTimeline.joined(batch, home, entry);
    }

    private void open(AlertBatch batch, Look look, BatchEntry entry, IncidentId name) {
        look.opens(name);
        batch.open(name, report(entry), entry);
        batch.attach(entry, name);
        entry.opens(name);
        AlertTimeline.opened(batch, name, entry);
    }

    private IncidentReport report(BatchEntry entry) {
        var source = entry.delivery().source();
        var facts = facts(entry, entry.fresh());
        var words = AlertSummary.of(facts.leading(), source.defaultSeverity(), catalog);
        return new IncidentReport(
                words.summary(),
                words.service(),
                words.symptom(),
                words.target(),
                source.name(),
                words.description(),
                false,
                facts.toVariables());
    }

    private SeverityInputs facts(BatchEntry entry, List<KeyedAlert> some) {
        var alerts = some.stream().map(KeyedAlert::alert).toList();
        return new SeverityInputs(alerts, entry.delivery().source().defaultSeverity(), catalog);
    }

    private void keep(AlertBatch batch, BatchEntry entry) {
        entry.fresh().forEach(sighted -> keep(batch, entry, sighted, batch.incidentOf(sighted.key())));
        entry.late().forEach(sighted -> keep(batch, entry, sighted, null));
    }

    private void keep(AlertBatch batch, BatchEntry entry, KeyedAlert sighted, IncidentId incident) {
        var words = AlertSummary.of(sighted.alert(), entry.delivery().source().defaultSeverity(), catalog);
        batch.keep(
                new AlertRecord(sighted.key(), incident, words, sighted.alert().incomplete()));
    }
}
