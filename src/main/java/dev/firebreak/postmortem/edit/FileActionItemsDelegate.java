package dev.firebreak.postmortem.edit;

import dev.firebreak.lifecycle.OwnIncident;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Files the action items of the recorded post-mortem. */
@Component
class FileActionItemsDelegate implements JavaDelegate {

    private final OwnIncident own;
    private final PostMortemService postMortemService;

    FileActionItemsDelegate(OwnIncident own, PostMortemService postMortemService) {
        this.own = own;
        this.postMortemService = postMortemService;
    }

    @Override
    public void execute(DelegateExecution execution) {
        postMortemService.fileActionItems(own.of(execution));
    }
}
