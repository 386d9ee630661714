package dev.firebreak.postmortem;

import static dev.firebreak.lifecycle.LifecycleVariables.INCIDENT;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Makes action items of the recorded lines, so that they can be tracked. */
@Component
class FileActionItemsDelegate implements JavaDelegate {

    private final Debrief debrief;

    FileActionItemsDelegate(Debrief debrief) {
        this.debrief = debrief;
    }

    @Override
    public void execute(DelegateExecution execution) {
        debrief.fileActionItems(INCIDENT.in(execution));
    }
}
