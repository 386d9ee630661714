package dev.firebreak.postmortem.edit;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.INCIDENT;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Files the action items of the recorded post-mortem. */
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
