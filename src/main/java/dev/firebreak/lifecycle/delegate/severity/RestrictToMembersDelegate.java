package dev.firebreak.lifecycle.delegate.severity;

import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.start.SecurityIncidents;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Shows the incident to its members only, before evidence of an attack is in it: an alert may name the symptom without
 * saying that it is a security issue.
 */
@Component
class RestrictToMembersDelegate implements JavaDelegate {

    private final OwnIncident own;
    private final SecurityIncidents security;

    RestrictToMembersDelegate(OwnIncident own, SecurityIncidents security) {
        this.own = own;
        this.security = security;
    }

    @Override
    public void execute(DelegateExecution execution) {
        security.restrict(own.of(execution), Map.of("securityIssue", "yes"));
    }
}
