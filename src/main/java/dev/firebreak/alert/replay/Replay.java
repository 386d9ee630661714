package dev.firebreak.alert.replay;

import dev.firebreak.access.Audit;
import dev.firebreak.alert.dedup.Changes.AlertChange;
import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.format.PayloadUnmatched;
import dev.firebreak.alert.format.UnknownFormat;
import dev.firebreak.alert.format.UnreadablePayload;
import dev.firebreak.alert.grouping.Assignment;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.journal.Journal;
import dev.firebreak.alert.noise.NoiseSettings;
import dev.firebreak.alert.pipeline.BatchProcessor;
import dev.firebreak.alert.pipeline.BatchProcessor.DryRun;
import dev.firebreak.alert.replay.ReplayedPayload.Outcome;
import dev.firebreak.alert.replay.ReplayedPayload.ReplayedAlert;
import dev.firebreak.alert.silence.SilenceStage;
import dev.firebreak.incident.FactWords;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.text.Text;
import dev.firebreak.web.FieldInvalid;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Replays payloads of the journal into the rules in force now: mappings, noise, silences, grouping. A dry run goes
 * through the same stages and writes nothing. For real, the payloads go back into the journal, and the sweeper applies
 * them as any others: what is known already changes nothing.
 */
@Component
public class Replay {

    /** Payloads at once, and alerts in them: a dry run holds the alerts that arrive meanwhile. */
    private static final int MOST_PAYLOADS = 100;

    private static final int MOST_ALERTS = 2_000;
    private static final int MOST_LISTED = 100;
    private static final int MOST_NAMED = 20;
    private static final int NAME = 200;

    private final KeptPayloads payloads;
    private final Journal journal;
    private final BatchProcessor processor;
    private final NoiseSettings noise;
    private final SilenceStage silences;
    private final IncidentMembers members;
    private final Audit audit;
    private final Clock clock;

    Replay(
            KeptPayloads payloads,
            Journal journal,
            BatchProcessor processor,
            NoiseSettings noise,
            SilenceStage silences,
            IncidentMembers members,
            Audit audit,
            Clock clock) {
        this.payloads = payloads;
        this.journal = journal;
        this.processor = processor;
        this.noise = noise;
        this.silences = silences;
        this.members = members;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What the journal keeps, the newest first, at most a hundred.
     *
     * @param source all if empty
     */
    public List<KeptPayload> find(String source, Instant from, Instant to) {
        return payloads.find(source, from, to, MOST_LISTED);
    }

    public List<String> sources() {
        return payloads.sources();
    }

    /** What would become of the payloads if they came now, in the order in which they came; writes nothing. */
    public List<ReplayedPayload> dryRun(List<UUID> ids, String person) {
        var read = new ArrayList<AlertPayload>();
        var unread = new HashMap<UUID, String>();
        var chosen = chosen(ids);
        for (var kept : chosen) {
            try {
                journal.read(kept.id()).ifPresent(payload -> {
                    if (payload.notification().unmatched() == null) {
                        read.add(payload);
                    } else {
                        unread.put(kept.id(), payload.notification().unmatched());
                    }
                });
            } catch (UnknownFormat | UnreadablePayload | PayloadUnmatched e) {
                unread.put(kept.id(), e.getMessage());
            }
        }
        var alerts = read.stream()
                .mapToInt(payload -> payload.notification().alerts().size())
                .sum();
        if (alerts > MOST_ALERTS) {
            throw new FieldInvalid(
                    "ids",
                    String.format(Locale.ROOT, "have %,d alerts; a dry run takes at most %,d", alerts, MOST_ALERTS));
        }
        var results = new HashMap<UUID, DryRun>();
        if (!read.isEmpty()) {
            processor.dryRun(read).forEach(one -> results.put(one.payload().id(), one));
        }
        var hidden = new HashSet<>(members.hiddenFrom(person));
        return chosen.stream()
                .map(payload -> results.containsKey(payload.id())
                        ? replayed(results.get(payload.id()), hidden)
                        : new ReplayedPayload(
                                payload.id(),
                                payload.source(),
                                payload.receivedAt(),
                                Text.preview(unread.getOrDefault(payload.id(), "it is no longer kept"), NAME),
                                List.of(),
                                0))
                .toList();
    }

    /** Applies the payloads again, in the order in which they came. Answers how many go back into the journal. */
    @Transactional
    public int forReal(List<UUID> ids, String person) {
        var chosen = chosen(ids);
        var due = clock.instant();
        var count = 0;
        for (var payload : chosen) {
            due = due.plusNanos(1_000);
            count += journal.applyAgain(payload.id(), due) ? 1 : 0;
        }
        audit.record(
                "system",
                person,
                "alerts.replayed",
                new TreeMap<>(Map.of(
                        "payloads",
                        String.valueOf(count),
                        "ids",
                        String.join(
                                ", ",
                                chosen.stream()
                                        .limit(MOST_NAMED)
                                        .map(payload -> payload.id().toString())
                                        .toList()))));
        return count;
    }

    private List<KeptPayload> chosen(List<UUID> ids) {
        if (ids == null || ids.isEmpty()) {
            throw new FieldInvalid("ids", "name at least one payload");
        }
        if (ids.size() > MOST_PAYLOADS) {
            throw new FieldInvalid("ids", "are " + ids.size() + "; at once there may be " + MOST_PAYLOADS);
        }
        var chosen = payloads.of(Set.copyOf(ids));
        if (chosen.size() < Set.copyOf(ids).size()) {
            var missing = new ArrayList<>(ids);
            missing.removeAll(chosen.stream().map(KeptPayload::id).toList());
            throw new FieldInvalid("ids", "no payload " + missing.get(0) + " is kept");
        }
        return chosen;
    }

    private ReplayedPayload replayed(DryRun one, Set<IncidentId> hidden) {
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
