package dev.firebreak.lifecycle.delegate.watch;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.CHECK_RESPONSE_AT;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.COMMAND_OVERDUE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.RESPOND_WITHIN;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SIGN_OF_LIFE_WITHIN;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SILENT;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.WATCHED_SINCE;

import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.AlertWatch;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.variables.ResponseTargets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Answers two questions about an acknowledged incident for the gateway that follows: is a commander overdue, and has it
 * been silent for too long? It also sets when to ask again.
 */
@Component
class CheckResponseDelegate implements JavaDelegate {

    private static final Logger LOG = LoggerFactory.getLogger(CheckResponseDelegate.class);

    /** Applies where the table's value is no duration; an acknowledgement must not fail because of it. */
    private static final Duration DEFAULT_SILENCE = Duration.ofMinutes(45);

    private static final Duration SHORTEST_SILENCE = Duration.ofMinutes(1);

    private final OwnIncident own;
    private final Incidents incidents;
    private final Timeline timeline;
    private final SignsOfLife signs;
    private final AlertWatch alerts;
    private final ResponseTargets targets;
    private final Clock clock;

    CheckResponseDelegate(
            OwnIncident own,
            Incidents incidents,
            Timeline timeline,
            SignsOfLife signs,
            AlertWatch alerts,
            ResponseTargets targets,
            Clock clock) {
        this.own = own;
        this.incidents = incidents;
        this.timeline = timeline;
        this.signs = signs;
        this.alerts = alerts;
        this.targets = targets;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = incidents.lock(own.of(execution));
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var since = since(execution, now);
        var commandDue = commandDue(incident, since, RESPOND_WITHIN.in(execution));
        var silence = silence(SIGN_OF_LIFE_WITHIN.in(execution), incident.id());
        var silentAt = latest(since, signs.last(incident.id()).orElse(since)).plus(silence);
        var silent = !silentAt.isAfter(now);
        COMMAND_OVERDUE.set(execution, commandDue != null && !commandDue.isAfter(now));
        SILENT.set(execution, silent && !isRecovered(incident.id()));
        CHECK_RESPONSE_AT.set(
                execution,
                Stream.of(commandDue, silent ? now.plus(silence) : silentAt)
                        .filter(Objects::nonNull)
                        .min(Instant::compareTo)
                        .orElseThrow());
    }

    /** When a person last answered a page; this watch began then. */
    private static Instant since(DelegateExecution execution, Instant now) {
        var since = WATCHED_SINCE.in(execution);
        if (since == null) {
            WATCHED_SINCE.set(execution, now);
        }
        return since == null ? now : since;
    }

    /**
     * When the incident must have a commander; null if it has one, or there is no target. After the first target has
     * passed, the next one counts from the answer to the page, so that the person has time to act.
     */
    private Instant commandDue(Incident incident, Instant since, String respondWithin) {
        if (incident.commander() != null || incident.respondBy() == null) {
            return null;
        }
        return since.isBefore(incident.respondBy()) || respondWithin == null
                ? incident.respondBy()
                : targets.respondBy(respondWithin, since);
    }

    private static Duration silence(String within, IncidentId incident) {
        try {
            return latest(Duration.parse(within), SHORTEST_SILENCE);
        } catch (DateTimeParseException e) {
            LOG.warn("{}: signOfLifeWithin is no duration: \"{}\"; {} applies", incident, within, DEFAULT_SILENCE);
            return DEFAULT_SILENCE;
        }
    }

    /** The service is stabilised and no alert fires: what remains can wait until people are awake. */
    private boolean isRecovered(IncidentId incident) {
        return timeline.when(incident, Milestone.MITIGATED).isPresent()
                && alerts.firing(incident).count() == 0;
    }

    private static <T extends Comparable<? super T>> T latest(T one, T other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
