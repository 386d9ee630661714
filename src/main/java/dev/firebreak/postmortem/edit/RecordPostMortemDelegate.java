package dev.firebreak.postmortem.edit;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.BY;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.INCIDENT;

import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.postmortem.record.PostMortemIncomplete;
import dev.firebreak.postmortem.record.PostMortemSections;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Records the submitted form. Rejects an incomplete form with the list of errors, so that the user task stays open.
 */
@Component
class RecordPostMortemDelegate implements JavaDelegate {

    private static final ProcessVariable<Boolean> MARK_FINAL = ProcessVariable.flag("markFinal");

    private final PostMortemService postMortemService;

    RecordPostMortemDelegate(PostMortemService postMortemService) {
        this.postMortemService = postMortemService;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var form = PostMortemSections.of(execution.getVariables());
        var isFinal = Boolean.TRUE.equals(MARK_FINAL.in(execution));
        try {
            postMortemService.record(INCIDENT.in(execution), form, isFinal, by(execution));
        } catch (PostMortemIncomplete e) {
            throw new BadUserRequestException(e.getMessage(), e);
        }
    }

    private static String by(DelegateExecution execution) {
        var caller = SecurityContextHolder.getContext().getAuthentication();
        return BY.in(execution) != null ? BY.in(execution) : caller == null ? "engine" : caller.getName();
    }
}
