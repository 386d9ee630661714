package dev.firebreak.alert.replay;

import dev.firebreak.alert.dedup.Changes.AlertChange;
import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.grouping.Assignment;
import dev.firebreak.alert.noise.NoiseSettings;
import dev.firebreak.alert.pipeline.BatchProcessor.DryRun;
import dev.firebreak.alert.replay.ReplayedPayload.Outcome;
import dev.firebreak.alert.replay.ReplayedPayload.ReplayedAlert;
import dev.firebreak.alert.silence.SilenceStage;
import dev.firebreak.incident.FactWords;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.text.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Says what would become of each alert of a payload, and why. */
@Component
class ReplayOutcomes {

    private static final int NAME = 200;

    private final NoiseSettings noise;
    private final SilenceStage silences;

    ReplayOutcomes(NoiseSettings noise, SilenceStage silences) {
        this.noise = noise;
        this.silences = silences;
    }

    /** @param hidden the incidents of which the person may not know */
    ReplayedPayload of(DryRun one, Set<IncidentId> hidden) {
        var alerts = new ArrayList<ReplayedAlert>();
        for (var alert : one.payload().notification().alerts()) {
            if (noise.isNoise(alert.label("alertname"))) {
                alerts.add(alert(
                        alert,
                        Outcome.IGNORED,
                        null,
                        "firebreak.alert.heartbeats or inhibitors names it, so it never opens an incident"));
            }
        }
        one.assignments()
                .forEach(part -> part.changes().alerts().forEach(change -> alerts.add(alert(change, part, hidden))));
        var shown = alerts.size() > ReplayedPayload.MOST ? alerts.subList(0, ReplayedPayload.MOST) : alerts;
        return new ReplayedPayload(
                one.payload().id(),
                one.payload().source().name(),
                one.payload().receivedAt(),
                null,
                Collections.unmodifiableList(shown),
                alerts.size() - shown.size());
    }

    private ReplayedAlert alert(AlertChange change, Assignment payload, Set<IncidentId> hidden) {
        var alert = change.alert();
        var incident = Optional.ofNullable(change.incident());
        var target = payload.outcome() == Assignment.Outcome.OPENED
                ? Optional.<IncidentId>empty()
                : Optional.ofNullable(payload.incident());
        if (says(alert, "security_issue")
                || incident.filter(hidden::contains).isPresent()
                || target.filter(hidden::contains).isPresent()) {
            return new ReplayedAlert("An alert", "", Outcome.WITHHELD, null, "it belongs to a members-only incident");
        }
        return switch (change.kind()) {
            case NEW, REFIRED ->
                payload.outcome() == Assignment.Outcome.OPENED
                        ? alert(alert, Outcome.OPENS, null, "no open incident has its group or its alerts")
                        : alert(alert, Outcome.JOINS, payload.incident(), why(payload));
            case SILENCED -> alert(alert, Outcome.HELD, null, silence(alert));
            case DUPLICATE ->
                alert(
                        alert,
                        Outcome.KNOWN,
                        change.incident(),
                        change.incident() == null
                                ? "Firebreak knows it already, and no incident has it"
                                : "Firebreak knows it already");
            case RESOLVED -> alert(alert, Outcome.ENDS, change.incident(), "its sender says that it is over");
            case RESOLVED_UNSEEN ->
                alert(alert, Outcome.ENDS, null, "its sender says that it is over, and it was never seen firing");
        };
    }

    private static String why(Assignment payload) {
        if (payload.isInStorm()) {
            return "its source opens too many incidents, so this storm incident takes it";
        }
        return payload.isSymptom()
                ? "it is a symptom of this open cause, by the dependencies of the catalogue"
                : "this open incident has its group or its alerts";
    }

    private String silence(Alert alert) {
        return silences.holding(alert)
                .map(silence -> "a silence holds it: " + silence.reason())
                .orElse("an inhibitor of its sender holds it");
    }

    private static boolean says(Alert alert, String label) {
        var value = alert.label(label);
        return value != null && FactWords.answer(value).equals("yes");
    }

    private static ReplayedAlert alert(Alert alert, Outcome outcome, IncidentId incident, String why) {
        return new ReplayedAlert(
                Text.preview(alert.label("alertname"), NAME),
                Text.preview(alert.service(), NAME),
                outcome,
                incident == null ? null : incident.value(),
                why);
    }
}
