package dev.firebreak.lifecycle;

import static dev.firebreak.lifecycle.LifecycleVariables.INCIDENT;
import static dev.firebreak.lifecycle.LifecycleVariables.PROPOSED_SEVERITY;
import static dev.firebreak.lifecycle.LifecycleVariables.WORSE_THAN_NOW;

import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Worse alerts propose a severity anew. Only what is worse than ever proposed counts, so that whoever lowered it by
 * decision is overruled by news, never by repeats.
 */
@Component
class RecordProposalDelegate implements JavaDelegate {

    private final Incidents incidents;
    private final Judgements judgements;
    private final Timeline timeline;

    RecordProposalDelegate(Incidents incidents, Judgements judgements, Timeline timeline) {
        this.incidents = incidents;
        this.judgements = judgements;
        this.timeline = timeline;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = incidents.lock(INCIDENT.in(execution));
        var proposed = PROPOSED_SEVERITY.in(execution);
        var news = judgements.propose(incident.id(), proposed);
        if (news) {
            timeline.add(
                    incident.id(),
                    "Worse alerts joined: severity " + proposed + " (" + proposed.label() + ") proposed",
                    "assess-severity");
            Relatives.set(
                    execution.getProcessEngineServices(), incident.id(), Facts.of(execution.getVariables(), null));
        }
        WORSE_THAN_NOW.set(execution, news && incident.isOpen() && proposed.isWorseThan(incident.severity()));
    }
}
