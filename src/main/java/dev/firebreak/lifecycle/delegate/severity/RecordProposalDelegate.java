package dev.firebreak.lifecycle.delegate.severity;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.PROPOSED_SEVERITY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SEVERITY_RULE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.WORSE_THAN_NOW;

import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.severity.AssessmentText;
import dev.firebreak.lifecycle.severity.SeverityAssessments;
import dev.firebreak.lifecycle.severity.SeverityFacts;
import dev.firebreak.lifecycle.variables.IncidentProcesses;
import java.util.HashMap;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Records the severity that worse alerts propose. Only a severity worse than all earlier proposals counts: a person's
 * decision to lower the severity is overruled by new facts, never by repeated alerts.
 */
@Component
class RecordProposalDelegate implements JavaDelegate {

    private final OwnIncident own;
    private final Incidents incidents;
    private final SeverityAssessments assessments;
    private final Timeline timeline;
    private final CurrentCatalog catalog;

    RecordProposalDelegate(
            OwnIncident own,
            Incidents incidents,
            SeverityAssessments assessments,
            Timeline timeline,
            CurrentCatalog catalog) {
        this.own = own;
        this.incidents = incidents;
        this.assessments = assessments;
        this.timeline = timeline;
        this.catalog = catalog;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = incidents.lock(own.of(execution));
        var proposed = PROPOSED_SEVERITY.in(execution);
        var news = assessments.propose(incident.id(), proposed);
        if (news) {
            var rule = SEVERITY_RULE.in(execution);
            var facts = SeverityFacts.of(execution.getVariables(), null);
            timeline.decide(
                    incident.id(),
                    Decision.SEVERITY_PROPOSED,
                    "Worse alerts joined: " + AssessmentText.line(proposed, rule),
                    "assess-severity",
                    AssessmentText.inputs(
                            facts,
                            incident.service(),
                            catalog.current().service(incident.service()).orElse(null)));
            var variables = new HashMap<>(facts);
            variables.put(SEVERITY_RULE.name(), rule);
            IncidentProcesses.set(execution.getProcessEngineServices(), incident.id(), variables);
        }
        WORSE_THAN_NOW.set(execution, news && incident.isOpen() && proposed.isWorseThan(incident.severity()));
    }
}
