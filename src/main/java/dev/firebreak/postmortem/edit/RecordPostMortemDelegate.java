package dev.firebreak.postmortem.edit;

import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.lifecycle.OwnIncident;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.variables.FormKeys;
import dev.firebreak.postmortem.record.PostMortemIncomplete;
import dev.firebreak.postmortem.record.PostMortemSections;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Records the submitted form. Rejects an incomplete form with the list of errors, so that the user task stays open.
 */
@Component
class RecordPostMortemDelegate implements JavaDelegate {

    private static final ProcessVariable<Boolean> MARK_FINAL = ProcessVariable.flag("markFinal");

    private final OwnIncident own;
    private final PersonCommands commands;
    private final PostMortemService postMortemService;

    RecordPostMortemDelegate(OwnIncident own, PersonCommands commands, PostMortemService postMortemService) {
        this.own = own;
        this.commands = commands;
        this.postMortemService = postMortemService;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var incident = own.of(execution);
        var command = commands.take(incident, FormKeys.COMPLETE_POST_MORTEM);
        var isFinal = Boolean.TRUE.equals(command.get(MARK_FINAL));
        try {
            postMortemService.record(incident, PostMortemSections.of(command.fields()), isFinal, command.by());
        } catch (PostMortemIncomplete e) {
            throw new BadUserRequestException(e.getMessage(), e);
        }
    }
}
