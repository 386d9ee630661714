package dev.firebreak.alert.silence;

import dev.firebreak.alert.dedup.Changes;
import dev.firebreak.alert.dedup.Changes.AlertChange;
import dev.firebreak.alert.dedup.Changes.Kind;
import dev.firebreak.alert.dedup.Changes.PayloadChanges;
import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.silence.SilencedAlerts.Held;
import dev.firebreak.incident.FactWords;
import dev.firebreak.text.Text;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The silence stage: a new alert that a silence matches is held. It is known and counted, but it opens and joins no
 * incident. An alert that says that lives are in danger or that it is a security issue is never held.
 */
@Component
public class SilenceStage {

    private static final int SERVICE = 120;

    private final ActiveSilences active;
    private final SilencedAlerts held;
    private final Clock clock;

    SilenceStage(ActiveSilences active, SilencedAlerts held, Clock clock) {
        this.active = active;
        this.held = held;
        this.clock = clock;
    }

    /** Records what is held, in the caller's transaction. */
    public Changes hold(Changes changes) {
        var silences = active.at(clock.instant());
        if (silences.isEmpty() || changes.areRepeats()) {
            return changes;
        }
        var holds = new ArrayList<Held>();
        var after = changes.payloads().stream()
                .map(payload -> hold(payload, silences, holds))
                .toList();
        held.add(holds);
        return new Changes(after);
    }

    /** The silence that holds such an alert now; empty if none does. */
    public Optional<Silence> holding(Alert alert) {
        return match(alert, active.at(clock.instant()));
    }

    private static PayloadChanges hold(PayloadChanges payload, List<Silence> silences, List<Held> holds) {
        if (!payload.hasFiring()) {
            return payload;
        }
        var alerts = new ArrayList<AlertChange>();
        for (var change : payload.alerts()) {
            var by = change.needsIncident() ? match(change.alert(), silences) : Optional.<Silence>empty();
            by.ifPresent(silence -> holds.add(
                    new Held(change.key(), silence.id(), payload.payload().delivery())));
            alerts.add(by.isPresent() ? held(change) : change);
        }
        return new PayloadChanges(payload.payload(), alerts);
    }

    /** One that fires again has its text already. */
    private static AlertChange held(AlertChange change) {
        return change.as(change.kind() == Kind.NEW ? Kind.SILENCED : Kind.DUPLICATE);
    }

    private static Optional<Silence> match(Alert alert, List<Silence> silences) {
        if (says(alert, "life_safety") || says(alert, "security_issue")) {
            return Optional.empty();
        }
        var service = Text.preview(alert.service(), SERVICE);
        return silences.stream()
                .filter(silence -> silence.matches(service, alert.labels()))
                .findFirst();
    }

    private static boolean says(Alert alert, String label) {
        var value = alert.label(label);
        return value != null && FactWords.answer(value).equals("yes");
    }
}
