package dev.firebreak.postmortem;

import static dev.firebreak.lifecycle.LifecycleVariables.BY;
import static dev.firebreak.lifecycle.LifecycleVariables.INCIDENT;

import dev.firebreak.lifecycle.Variable;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Keeps what the form says. An incomplete form is refused with its faults, and the task stays where it is. */
@Component
class RecordPostMortemDelegate implements JavaDelegate {

    private static final Variable<Boolean> MARK_FINAL = Variable.flag("markFinal");

    private final Debrief debrief;

    RecordPostMortemDelegate(Debrief debrief) {
        this.debrief = debrief;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var form = Sections.of(execution.getVariables());
        var isFinal = Boolean.TRUE.equals(MARK_FINAL.in(execution));
        try {
            debrief.record(INCIDENT.in(execution), form, isFinal, by(execution));
        } catch (PostMortemIncomplete e) {
            throw new BadUserRequestException(e.getMessage(), e);
        }
    }

    private static String by(DelegateExecution execution) {
        var login = SecurityContextHolder.getContext().getAuthentication();
        return BY.in(execution) != null ? BY.in(execution) : login == null ? "engine" : login.getName();
    }
}
