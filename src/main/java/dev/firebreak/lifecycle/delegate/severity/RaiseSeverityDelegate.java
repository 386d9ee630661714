package dev.firebreak.lifecycle.delegate.severity;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.PROPOSED_SEVERITY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.RAISED_BY;

import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.PersonCommand;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Raises the severity because worse alerts joined. Deadlines, pages and messages change as when a person raises it. */
@Component
class RaiseSeverityDelegate implements JavaDelegate {

    private final OwnIncident own;
    private final Lifecycle lifecycle;

    RaiseSeverityDelegate(OwnIncident own, Lifecycle lifecycle) {
        this.own = own;
        this.lifecycle = lifecycle;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var worst = RAISED_BY.in(execution);
        var reason = worst == null ? "worse alerts joined" : "worse alerts joined: " + worst;
        lifecycle.severityChanged(own.of(execution), PROPOSED_SEVERITY.in(execution), reason, PersonCommand.ALERTS);
    }
}
