package dev.firebreak.alert.pipeline;

import dev.firebreak.alert.grouping.AlertGroup;
import dev.firebreak.alert.grouping.AlertGroups;
import dev.firebreak.alert.grouping.MergedIncidents;
import dev.firebreak.alert.journal.Journal;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentReport;
import dev.firebreak.incident.IncidentWithoutProcess;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.NewIncident;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.Lifecycle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives up payloads that can't be applied and opens an incident about them, one per source while it is open. If the
 * process of that incident does not start either, the incident is recorded without one, and people are paged all the
 * same.
 */
@Component
class PoisonMessages {

    private static final Logger log = LoggerFactory.getLogger(PoisonMessages.class);

    private final Journal journal;
    private final AlertGroups groups;
    private final MergedIncidents merged;
    private final Incidents incidents;
    private final Timeline timeline;
    private final Lifecycle lifecycle;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    PoisonMessages(
            Journal journal,
            AlertGroups groups,
            MergedIncidents merged,
            Incidents incidents,
            Timeline timeline,
            Lifecycle lifecycle,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.journal = journal;
        this.groups = groups;
        this.merged = merged;
        this.incidents = incidents;
        this.timeline = timeline;
        this.lifecycle = lifecycle;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    void declare(UUID payload, String source, String why) {
        try {
            transaction.executeWithoutResult(status -> declare(payload, source, why, this::begin));
        } catch (Exception e) {
            log.error("The process of the incident about a poison message does not start; recording it without one", e);
            transaction.executeWithoutResult(status -> declare(payload, source, why, s -> record(s, why)));
        }
    }

    private void declare(UUID payload, String source, String why, Function<String, IncidentId> opener) {
        if (!journal.lock(payload)) {
            return;
        }
        var group = groups.lock(AlertGroup.Key.of(SelfMonitoring.SOURCE, "poison " + source));
        var incident =
                Optional.ofNullable(group.incident()).flatMap(merged::lockOpen).orElseGet(() -> opener.apply(source));
        journal.poison(payload, incident.value());
        groups.save(List.of(group.withIncident(incident)));
        timeline.add(
                incident,
                "A payload of " + source + " could not be applied; its alerts are in the journal only",
                SelfMonitoring.SOURCE,
                "Payload " + payload + "\n" + why);
    }

    private IncidentId begin(String source) {
        return lifecycle.open(new IncidentReport(
                title(source),
                SelfMonitoring.SOURCE,
                "poisoned-delivery",
                null,
                SelfMonitoring.SOURCE,
                null,
                false,
                Map.of()));
    }

    /** A listener that fails rolls this back, and the sweeper retries: the page is sent at least once. */
    private IncidentId record(String source, String why) {
        var incident = incidents.open(new NewIncident(
                title(source), SelfMonitoring.SOURCE, "poisoned-delivery", null, SelfMonitoring.SOURCE, false));
        timeline.reach(incident, Milestone.ALERTED, "Alert raised: " + title(source), SelfMonitoring.SOURCE);
        events.publishEvent(new IncidentWithoutProcess(incident, source, why));
        return incident;
    }

    private static String title(String source) {
        return "Alerts of " + source + " arrive but can't be applied: look at them yourself";
    }
}
