package dev.firebreak.lifecycle.delegate.severity;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.ASSESS_DUE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.COMMAND_DUE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.INFORM_DUE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.RESPOND_WITHIN;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SEVERITY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.STABILISE_DUE;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.LifecycleSettings;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.severity.SeverityAssessments;
import dev.firebreak.lifecycle.severity.SeverityFacts;
import dev.firebreak.lifecycle.variables.ResponseTargets;
import java.time.temporal.ChronoUnit;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records the proposed severity with its facts, and sets the deadlines. */
@Component
class RecordSeverityDelegate implements JavaDelegate {

    private final OwnIncident own;
    private final Incidents incidents;
    private final SeverityAssessments assessments;
    private final Timeline timeline;
    private final ResponseTargets targets;
    private final LifecycleSettings settings;

    RecordSeverityDelegate(
            OwnIncident own,
            Incidents incidents,
            SeverityAssessments assessments,
            Timeline timeline,
            ResponseTargets targets,
            LifecycleSettings settings) {
        this.own = own;
        this.incidents = incidents;
        this.assessments = assessments;
        this.timeline = timeline;
        this.targets = targets;
        this.settings = settings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = incidents.get(own.of(execution));
        var severity = SEVERITY.in(execution);
        var since = incident.openedAt().truncatedTo(ChronoUnit.SECONDS);
        var respondBy = targets.respondBy(RESPOND_WITHIN.in(execution), since);
        incidents.classify(incident.id(), severity, respondBy);
        assessments.add(incident.id(), SeverityFacts.of(execution.getVariables(), null), severity);
        timeline.decide(
                incident.id(),
                Decision.SEVERITY_PROPOSED,
                "Severity " + severity + " (" + severity.label() + ") proposed",
                "assess-severity");
        COMMAND_DUE.set(execution, respondBy);
        ASSESS_DUE.set(execution, since.plus(settings.assess()));
        INFORM_DUE.set(execution, since.plus(settings.inform()));
        STABILISE_DUE.set(execution, since.plus(settings.stabilise()));
    }
}
