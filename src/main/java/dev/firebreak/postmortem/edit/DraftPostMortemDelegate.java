package dev.firebreak.postmortem.edit;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.POST_MORTEM_DUE;

import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.lifecycle.OwnIncident;
import java.time.Duration;
import java.time.Instant;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Creates the draft and sets the due date of the post-mortem. */
@Component
class DraftPostMortemDelegate implements JavaDelegate {

    private static final ProcessVariable<Instant> ESCALATION = ProcessVariable.instant("postMortemEscalation");

    /** After the due date, so that the reminder has a day to work. */
    private static final Duration ESCALATED_AFTER = Duration.ofHours(24);

    private final OwnIncident own;
    private final PostMortemService postMortemService;

    DraftPostMortemDelegate(OwnIncident own, PostMortemService postMortemService) {
        this.own = own;
        this.postMortemService = postMortemService;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var due = postMortemService.draft(own.of(execution));
        POST_MORTEM_DUE.set(execution, due);
        ESCALATION.set(execution, due.plus(ESCALATED_AFTER));
    }
}
