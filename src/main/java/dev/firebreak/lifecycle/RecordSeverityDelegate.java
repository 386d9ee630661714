package dev.firebreak.lifecycle;

import static dev.firebreak.lifecycle.LifecycleVariables.ASSESS_DUE;
import static dev.firebreak.lifecycle.LifecycleVariables.COMMAND_DUE;
import static dev.firebreak.lifecycle.LifecycleVariables.INCIDENT;
import static dev.firebreak.lifecycle.LifecycleVariables.INFORM_DUE;
import static dev.firebreak.lifecycle.LifecycleVariables.RESPOND_WITHIN;
import static dev.firebreak.lifecycle.LifecycleVariables.SEVERITY;
import static dev.firebreak.lifecycle.LifecycleVariables.STABILISE_DUE;

import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import java.time.temporal.ChronoUnit;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Writes the proposed severity and what proposed it, and makes its deadlines visible. */
@Component
class RecordSeverityDelegate implements JavaDelegate {

    private final Incidents incidents;
    private final Judgements judgements;
    private final Timeline timeline;
    private final Deadlines deadlines;
    private final LifecycleSettings settings;

    RecordSeverityDelegate(
            Incidents incidents,
            Judgements judgements,
            Timeline timeline,
            Deadlines deadlines,
            LifecycleSettings settings) {
        this.incidents = incidents;
        this.judgements = judgements;
        this.timeline = timeline;
        this.deadlines = deadlines;
        this.settings = settings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = incidents.get(INCIDENT.in(execution));
        var severity = SEVERITY.in(execution);
        var since = incident.openedAt().truncatedTo(ChronoUnit.SECONDS);
        var respondBy = deadlines.respondBy(RESPOND_WITHIN.in(execution), since);
        incidents.classify(incident.id(), severity, respondBy);
        judgements.add(incident.id(), Facts.of(execution.getVariables(), null), severity);
        timeline.add(incident.id(), "Severity " + severity + " (" + severity.label() + ") proposed", "assess-severity");
        COMMAND_DUE.set(execution, respondBy);
        ASSESS_DUE.set(execution, since.plus(settings.assess()));
        INFORM_DUE.set(execution, since.plus(settings.inform()));
        STABILISE_DUE.set(execution, since.plus(settings.stabilise()));
    }
}
