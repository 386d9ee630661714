package dev.firebreak.drill;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.drill.Drill.Criterion;
import dev.firebreak.drill.Drill.Outcome;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.Timeline;
import dev.firebreak.incident.TimelineEntry;
import dev.firebreak.runbook.Fault;
import dev.firebreak.text.TimeText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/**
 * Scores a drill by what the record says that people did. A drill that was aborted or whose fault could not be injected
 * has no score: it says nothing about them.
 */
@Component
class DrillScore {

    /** How soon stakeholders are told, from the source's communication plan. */
    private static final Duration TOLD_WITHIN = Duration.ofMinutes(15);

    private static final int WORDS = 450;

    private final Incidents incidents;
    private final Timeline timeline;
    private final DrillScenarios scenarios;
    private final DisplayNames names;

    DrillScore(Incidents incidents, Timeline timeline, DrillScenarios scenarios, DisplayNames names) {
        this.incidents = incidents;
        this.timeline = timeline;
        this.scenarios = scenarios;
        this.names = names;
    }

    List<Criterion> of(Drill drill, Outcome outcome) {
        if (outcome == Outcome.ABORTED || outcome == Outcome.NOT_INJECTED) {
            return List.of();
        }
        var score = new ArrayList<Criterion>();
        score.add(detected(drill));
        if (drill.incident() == null) {
            score.add(reverted(drill));
            return score;
        }
        var incident = incidents.get(drill.incident());
        var entries = timeline.of(drill.incident());
        score.add(acknowledged(incident, entries));
        scenarios.fault(drill.scenario()).ifPresent(fault -> {
            score.add(diagnosed(incident, fault));
            score.add(answered(entries, fault));
        });
        score.add(told(incident, entries));
        score.add(resolved(incident, outcome));
        score.add(reverted(drill));
        return score;
    }

    private static Criterion detected(Drill drill) {
        return drill.detectedAt() == null
                ? new Criterion("Detected", false, "no alert within " + TimeText.of(DrillOrders.DETECT_WITHIN))
                : new Criterion("Detected", true, "after " + between(drill.injectedAt(), drill.detectedAt()));
    }

    private Criterion acknowledged(Incident incident, List<TimelineEntry> entries) {
        return Milestone.ACKNOWLEDGED
                .in(entries)
                .map(entry -> new Criterion(
                        "Acknowledged in time",
                        incident.respondBy() == null || !entry.at().isAfter(incident.respondBy()),
                        "by " + names.actor(entry.who()) + " after " + between(incident.openedAt(), entry.at())))
                .orElseGet(() -> new Criterion("Acknowledged in time", false, "by nobody"));
    }

    private static Criterion diagnosed(Incident incident, Fault fault) {
        var cause = Optional.ofNullable(incident.rootCause()).filter(text -> !text.isBlank());
        var isRight = fault.symptoms().contains(incident.symptom());
        return new Criterion(
                "Right diagnosis",
                isRight && cause.isPresent(),
                cut("symptom " + incident.symptom() + ", root cause: " + cause.orElse("none named")));
    }

    private static Criterion answered(List<TimelineEntry> entries, Fault fault) {
        var chosen = fault.runbooks().stream()
                .filter(runbook -> says(entries, entry -> entry.what().contains(runbook)))
                .findFirst();
        return chosen.map(runbook -> new Criterion("Right runbook", true, runbook))
                .orElseGet(() -> new Criterion(
                        "Right runbook",
                        false,
                        "none of "
                                + String.join(
                                        ", ", fault.runbooks().stream().sorted().toList())));
    }

    private static boolean says(List<TimelineEntry> entries, Predicate<TimelineEntry> what) {
        return entries.stream().anyMatch(what);
    }

    private static Criterion told(Incident incident, List<TimelineEntry> entries) {
        return entries.stream()
                .filter(entry ->
                        entry.what().startsWith("Announced (") || entry.what().startsWith("Update"))
                .findFirst()
                .map(entry -> new Criterion(
                        "Communicated in time",
                        !entry.at().isAfter(incident.openedAt().plus(TOLD_WITHIN)),
                        "first after " + between(incident.openedAt(), entry.at())))
                .orElseGet(() -> new Criterion("Communicated in time", false, "nothing was said"));
    }

    private static Criterion resolved(Incident incident, Outcome outcome) {
        var isResolved = outcome == Outcome.COMPLETED && incident.resolvedAt() != null;
        return new Criterion(
                "Resolved",
                isResolved,
                isResolved
                        ? "after " + between(incident.openedAt(), incident.resolvedAt())
                        : "not within " + TimeText.of(DrillOrders.END_WITHIN));
    }

    private static Criterion reverted(Drill drill) {
        return new Criterion(
                "Fault taken back",
                drill.revertedAt() != null,
                drill.reversion() == null ? "not yet" : cut(drill.reversion()));
    }

    private static String cut(String text) {
        return text.length() > WORDS ? text.substring(0, WORDS) + "…" : text;
    }

    private static String between(Instant from, Instant to) {
        return TimeText.of(Duration.between(from, to));
    }
}
