package dev.firebreak.postmortem.edit;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.POST_MORTEM_DUE;

import dev.firebreak.lifecycle.OwnIncident;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Creates the draft and sets the due date of the post-mortem. */
@Component
class DraftPostMortemDelegate implements JavaDelegate {

    private final OwnIncident own;
    private final PostMortemService postMortemService;

    DraftPostMortemDelegate(OwnIncident own, PostMortemService postMortemService) {
        this.own = own;
        this.postMortemService = postMortemService;
    }

    @Override
    public void execute(DelegateExecution execution) {
        POST_MORTEM_DUE.set(execution, postMortemService.draft(own.of(execution)));
    }
}
