package dev.firebreak.lifecycle;

import static dev.firebreak.lifecycle.LifecycleVariables.ALERTS_CLEARED;
import static dev.firebreak.lifecycle.LifecycleVariables.INCIDENT;

import dev.firebreak.incident.Incidents;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Whether all alerts have cleared. Locks the incident as the front door does when it says "cleared": either this sees it,
 * or the message finds us waiting.
 */
@Component
class ReadAlertsDelegate implements JavaDelegate {

    private final Incidents incidents;

    ReadAlertsDelegate(Incidents incidents) {
        this.incidents = incidents;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ALERTS_CLEARED.set(execution, incidents.lock(INCIDENT.in(execution)).alertsCleared());
    }
}
