package dev.firebreak.postmortem.edit;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.INCIDENT;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.POST_MORTEM_DUE;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Creates the draft and sets the due date of the post-mortem. */
@Component
class DraftPostMortemDelegate implements JavaDelegate {

    private final PostMortemService postMortemService;

    DraftPostMortemDelegate(PostMortemService postMortemService) {
        this.postMortemService = postMortemService;
    }

    @Override
    public void execute(DelegateExecution execution) {
        POST_MORTEM_DUE.set(execution, postMortemService.draft(INCIDENT.in(execution)));
    }
}
