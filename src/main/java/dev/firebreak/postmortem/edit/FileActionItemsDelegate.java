package dev.firebreak.postmortem.edit;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.INCIDENT;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Makes action items of the recorded lines, so that they can be tracked. */
@Component
class FileActionItemsDelegate implements JavaDelegate {

    private final PostMortemService postMortemService;

    FileActionItemsDelegate(PostMortemService postMortemService) {
        this.postMortemService = postMortemService;
    }

    @Override
    public void execute(DelegateExecution execution) {
        postMortemService.fileActionItems(INCIDENT.in(execution));
    }
}
