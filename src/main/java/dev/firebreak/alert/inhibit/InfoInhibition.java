package dev.firebreak.alert.inhibit;

import dev.firebreak.access.AlertSource;
import dev.firebreak.access.SeverityWords;
import dev.firebreak.alert.dedup.Changes;
import dev.firebreak.alert.dedup.Changes.AlertChange;
import dev.firebreak.alert.dedup.Changes.Kind;
import dev.firebreak.alert.dedup.Changes.PayloadChanges;
import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.inhibit.InhibitedAlerts.Held;
import dev.firebreak.alert.journal.Journal;
import dev.firebreak.alert.noise.Inhibitors;
import dev.firebreak.alert.noise.Inhibitors.Place;
import dev.firebreak.incident.FactWords;
import dev.firebreak.incident.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The stage of InfoInhibitor: while one fires for a namespace, new alerts of severity info there are held. They are known
 * and counted, and open and join nothing; what still fires when the inhibitor is over is applied as any other. The
 * database is asked only if a batch has new alerts of that severity.
 */
@Component
public class InfoInhibition {

    private final Inhibitors inhibitors;
    private final InhibitedAlerts held;
    private final SeverityWords words;
    private final Journal journal;
    private final TransactionTemplate transaction;

    InfoInhibition(
            Inhibitors inhibitors,
            InhibitedAlerts held,
            SeverityWords words,
            Journal journal,
            PlatformTransactionManager transactions) {
        this.inhibitors = inhibitors;
        this.held = held;
        this.words = words;
        this.journal = journal;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Records what is held, in the caller's transaction. */
    public Changes hold(Changes changes) {
        if (changes.payloads().stream().noneMatch(this::hasInfo)) {
            return changes;
        }
        var active = inhibitors.active();
        if (active.isEmpty()) {
            return changes;
        }
        var holds = new ArrayList<Held>();
        var after = changes.payloads().stream()
                .map(payload -> hold(payload, active, holds))
                .toList();
        held.add(holds);
        return new Changes(after);
    }

    private boolean hasInfo(PayloadChanges payload) {
        return payload.hasFiring() && payload.firing().stream().anyMatch(alert -> isInfo(alert, source(payload)));
    }

    private PayloadChanges hold(PayloadChanges payload, Set<Place> active, List<Held> holds) {
        if (!hasInfo(payload)) {
            return payload;
        }
        var source = source(payload);
        var alerts = new ArrayList<AlertChange>();
        for (var change : payload.alerts()) {
            var place = Place.of(source.name(), change.alert());
            if (active.contains(place) && isInfo(change, source)) {
                holds.add(new Held(change.key(), place, payload.payload().delivery()));
                alerts.add(change.as(change.kind() == Kind.NEW ? Kind.SILENCED : Kind.DUPLICATE));
            } else {
                alerts.add(change);
            }
        }
        return new PayloadChanges(payload.payload(), alerts);
    }

    private static AlertSource source(PayloadChanges payload) {
        return payload.payload().source();
    }

    private boolean isInfo(AlertChange change, AlertSource source) {
        return change.needsIncident()
                && Optional.ofNullable(change.alert().label("severity"))
                        .flatMap(word -> words.severity(source.name(), word))
                        .filter(Severity.P5::equals)
                        .isPresent()
                && !says(change.alert(), "life_safety")
                && !says(change.alert(), "security_issue");
    }

    private static boolean says(Alert alert, String label) {
        var value = alert.label(label);
        return value != null && FactWords.answer(value).equals("yes");
    }

    /** Applies again what inhibitors held that are over, each payload in one transaction. */
    void release() {
        var payloads = held.all();
        if (payloads.isEmpty()) {
            return;
        }
        var active = inhibitors.active();
        payloads.stream()
                .filter(payload -> !active.contains(payload.place()))
                .forEach(payload -> transaction.executeWithoutResult(status -> {
                    if (held.release(payload) > 0) {
                        journal.applyAgain(payload.delivery());
                    }
                }));
    }
}
