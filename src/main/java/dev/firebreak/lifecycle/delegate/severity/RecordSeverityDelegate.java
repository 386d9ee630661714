package dev.firebreak.lifecycle.delegate.severity;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.ASSESS_DUE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.COMMAND_DUE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.INFORM_DUE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.RESPOND_WITHIN;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SEVERITY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SEVERITY_RULE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.STABILISE_DUE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.UPDATE_EVERY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.UPDATE_INTERVAL;

import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Severity;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.LifecycleSettings;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.severity.AssessmentText;
import dev.firebreak.lifecycle.severity.SeverityAssessments;
import dev.firebreak.lifecycle.severity.SeverityFacts;
import dev.firebreak.lifecycle.variables.ResponseTargets;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Records the proposed severity with its facts, and sets the deadlines. A severity that the record has already, because
 * the process was lost and started again, is no proposal.
 */
@Component
class RecordSeverityDelegate implements JavaDelegate {

    private final OwnIncident own;
    private final Incidents incidents;
    private final SeverityAssessments assessments;
    private final Timeline timeline;
    private final ResponseTargets targets;
    private final CurrentCatalog catalog;
    private final LifecycleSettings settings;

    RecordSeverityDelegate(
            OwnIncident own,
            Incidents incidents,
            SeverityAssessments assessments,
            Timeline timeline,
            ResponseTargets targets,
            CurrentCatalog catalog,
            LifecycleSettings settings) {
        this.own = own;
        this.incidents = incidents;
        this.assessments = assessments;
        this.timeline = timeline;
        this.targets = targets;
        this.catalog = catalog;
        this.settings = settings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = incidents.get(own.of(execution));
        var severity = SEVERITY.in(execution);
        var since = incident.openedAt().truncatedTo(ChronoUnit.SECONDS);
        var respondBy = targets.respondBy(RESPOND_WITHIN.in(execution), since);
        var isFirst = incident.severity() == null;
        incidents.classify(incident.id(), severity, respondBy);
        if (isFirst) {
            propose(execution, incident, severity);
        }
        COMMAND_DUE.set(execution, respondBy);
        ASSESS_DUE.set(execution, since.plus(settings.assess()));
        INFORM_DUE.set(execution, since.plus(settings.inform()));
        UPDATE_INTERVAL.set(execution, ResponseTargets.words(UPDATE_EVERY.in(execution)));
        STABILISE_DUE.set(execution, since.plus(settings.stabilise()));
    }

    private void propose(DelegateExecution execution, Incident incident, Severity severity) {
        var facts = SeverityFacts.of(execution.getVariables(), null);
        assessments.add(incident.id(), facts, severity);
        timeline.decide(
                incident.id(),
                Decision.SEVERITY_PROPOSED,
                capitalized(AssessmentText.line(severity, SEVERITY_RULE.in(execution))),
                "assess-severity",
                AssessmentText.inputs(
                        facts,
                        incident.service(),
                        catalog.current().service(incident.service()).orElse(null)));
    }

    private static String capitalized(String line) {
        return line.substring(0, 1).toUpperCase(Locale.ROOT) + line.substring(1);
    }
}
