package dev.firebreak.lifecycle.delegate.watch;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.ANNOUNCEMENT;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SUSPEND_PAGE;

import dev.firebreak.incident.Incident;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.PageSuspensions;
import dev.firebreak.text.TimeText;
import java.time.Duration;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Reads how long the first page waits for the alerts to clear. A page because the severity rose does not wait, nor does
 * one of an incident that a person declared or has acknowledged.
 */
@Component
class ReadSuspensionDelegate implements JavaDelegate {

    private static final String FIRST = "initial";

    private final OwnIncident own;
    private final Incidents incidents;
    private final PageSuspensions suspensions;
    private final Timeline timeline;

    ReadSuspensionDelegate(OwnIncident own, Incidents incidents, PageSuspensions suspensions, Timeline timeline) {
        this.own = own;
        this.incidents = incidents;
        this.suspensions = suspensions;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = incidents.get(own.of(execution));
        var wait = FIRST.equals(ANNOUNCEMENT.in(execution)) ? suspension(incident) : Optional.<Duration>empty();
        SUSPEND_PAGE.set(execution, wait.map(Duration::toString).orElse(""));
        wait.ifPresent(length -> timeline.add(
                incident.id(),
                "Page suspended for " + TimeText.of(length) + ": no page goes out if the alerts clear first",
                "paging"));
    }

    private Optional<Duration> suspension(Incident incident) {
        return incident.acknowledgedBy() != null ? Optional.empty() : suspensions.of(incident);
    }
}
