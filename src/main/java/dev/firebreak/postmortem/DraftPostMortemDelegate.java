package dev.firebreak.postmortem;

import static dev.firebreak.lifecycle.LifecycleVariables.INCIDENT;
import static dev.firebreak.lifecycle.LifecycleVariables.POST_MORTEM_DUE;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Makes the draft and says when it is due. */
@Component
class DraftPostMortemDelegate implements JavaDelegate {

    private final Debrief debrief;

    DraftPostMortemDelegate(Debrief debrief) {
        this.debrief = debrief;
    }

    @Override
    public void execute(DelegateExecution execution) {
        POST_MORTEM_DUE.set(execution, debrief.draft(INCIDENT.in(execution)));
    }
}
