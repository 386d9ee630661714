package dev.firebreak.lifecycle;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.INCIDENT;

import dev.firebreak.engine.ProcessOrigins;
import dev.firebreak.incident.IncidentId;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * The incident that a process belongs to, by the business key of its root. A delegate writes only to it, whatever the
 * variable {@code incidentId} says: that is the model's word.
 */
@Component
public class OwnIncident {

    private final ProcessOrigins origins;

    OwnIncident(ProcessOrigins origins) {
        this.origins = origins;
    }

    /** Throws if the process belongs to no incident, or if its variable names another one. */
    public IncidentId of(DelegateExecution execution) {
        var key = origins.businessKey(execution)
                .filter(IncidentId::isForm)
                .orElseThrow(() -> new ProcessEngineException(
                        "This process belongs to no incident, so it can't write to one. Call it from a process of the"
                                + " incident."));
        var claimed = execution.getVariable(INCIDENT.name());
        if (claimed != null && !key.equals(claimed.toString())) {
            throw new ProcessEngineException("incidentId is " + claimed + ", but this process belongs to " + key
                    + ": a process can't write to another incident.");
        }
        return new IncidentId(key);
    }
}
