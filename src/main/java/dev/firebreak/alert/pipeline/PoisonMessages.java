package dev.firebreak.alert.pipeline;

import dev.firebreak.alert.grouping.AlertGroup;
import dev.firebreak.alert.grouping.AlertGroups;
import dev.firebreak.alert.grouping.OpenIncidents;
import dev.firebreak.alert.journal.Journal;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentReport;
import dev.firebreak.incident.IncidentWithoutProcess;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.NewIncident;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.Lifecycle;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives a delivery up and makes an incident of it, one for each source while that is open. If even a plain incident can't
 * run as a process, it stands in the record alone, and people are told without one.
 */
@Component
public class PoisonMessages {

    private static final Logger log = LoggerFactory.getLogger(PoisonMessages.class);

    private final Journal journal;
    private final AlertGroups groups;
    private final OpenIncidents open;
    private final Incidents incidents;
    private final Timeline timeline;
    private final Lifecycle lifecycle;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    PoisonMessages(
            Journal journal,
            AlertGroups groups,
            OpenIncidents open,
            Incidents incidents,
            Timeline timeline,
            Lifecycle lifecycle,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.journal = journal;
        this.groups = groups;
        this.open = open;
        this.incidents = incidents;
        this.timeline = timeline;
        this.lifecycle = lifecycle;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    void declare(UUID delivery, String source, String why) {
        try {
            transaction.executeWithoutResult(status -> declare(delivery, source, why, this::begin));
        } catch (Exception e) {
            log.error("The process of an incident does not even start for a poisoned delivery", e);
            transaction.executeWithoutResult(status -> declare(delivery, source, why, s -> record(s, why)));
        }
    }

    private void declare(UUID delivery, String source, String why, Function<String, IncidentId> opener) {
        var slot = groups.lockOne(AlertGroup.Key.of(SelfMonitoring.SOURCE, "poison " + source));
        var incident = java.util.Optional.ofNullable(slot.incident())
                .flatMap(open::lock)
                .orElseGet(() -> opener.apply(source));
        if (journal.poison(delivery, incident.value())) {
            slot.leadTo(incident);
            groups.save(java.util.List.of(slot));
            timeline.add(
                    incident,
                    "A delivery of " + source + " could not be applied; its alerts are in the journal only",
                    SelfMonitoring.SOURCE,
                    "Delivery " + delivery + "\n" + why);
        }
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

    /** Whoever hears the event and fails rolls this back, and the sweeper tries again: a page is due at least once. */
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
