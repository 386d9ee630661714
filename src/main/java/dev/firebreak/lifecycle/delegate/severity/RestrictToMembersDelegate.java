package dev.firebreak.lifecycle.delegate.severity;

import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.start.SecurityIncidents;
import dev.firebreak.lifecycle.start.SecurityTeam;
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

    /** Sent beside the runbook, so that evidence never waits for a mail, and before anything is cut off. */
    private static final String TOLD = "This may be a break-in. Only members see this incident, and you are one: its"
            + " evidence is collected now, then a person judges it, and nothing is changed before.";

    private final OwnIncident own;
    private final SecurityIncidents security;
    private final SecurityTeam team;
    private final Lifecycle lifecycle;

    RestrictToMembersDelegate(OwnIncident own, SecurityIncidents security, SecurityTeam team, Lifecycle lifecycle) {
        this.own = own;
        this.security = security;
        this.team = team;
        this.lifecycle = lifecycle;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = own.of(execution);
        security.restrict(incident, Map.of("securityIssue", "yes"));
        if (team.callIn(incident)) {
            lifecycle.updateGiven(incident, TOLD, SecurityTeam.AUDIENCE, null, "firebreak");
        }
    }
}
