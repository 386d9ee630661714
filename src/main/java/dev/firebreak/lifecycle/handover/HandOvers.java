package dev.firebreak.lifecycle.handover;

import dev.firebreak.access.Person;
import dev.firebreak.engine.OptimisticRetry;
import dev.firebreak.engine.TaskForms;
import dev.firebreak.engine.TaskForms.OpenForm;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.CommandRejected;
import dev.firebreak.lifecycle.command.IncidentActions;
import dev.firebreak.lifecycle.command.IncidentRequests;
import dev.firebreak.lifecycle.variables.FormKeys;
import java.util.HashMap;
import java.util.List;
import org.springframework.stereotype.Component;

/** Hand-overs of command: of all incidents at the end of a shift, and the answers to them. */
@Component
public class HandOvers {

    private static final String ANSWER = "hand-over answer";

    private final IncidentActions actions;
    private final Incidents incidents;
    private final TaskForms tasks;

    HandOvers(IncidentActions actions, Incidents incidents, TaskForms tasks) {
        this.actions = actions;
        this.incidents = incidents;
        this.tasks = tasks;
    }

    /**
     * Proposes a new commander for each open incident that the person commands; each is answered on its own.
     *
     * @return the incidents, the oldest first
     */
    public List<IncidentId> proposeAll(IncidentRequests.HandOver request, String by) {
        var commanded = incidents.commandedBy(by).stream().map(Incident::id).toList();
        commanded.forEach(id -> actions.proposeHandOver(id, request, by));
        return commanded;
    }

    /**
     * Answers the open proposal of an incident.
     *
     * @throws CommandRejected if this person is not asked
     */
    public void answer(IncidentId id, IncidentRequests.HandOverAnswer request, Person by) {
        var asked = tasks.of(id.value()).stream()
                .filter(task -> task.form().equals(FormKeys.ANSWER_HAND_OVER))
                .filter(task -> by.id().equals(task.assignee()))
                .findFirst()
                .orElseThrow(() -> new CommandRejected(ANSWER, id, "this question is for another person"));
        var answers = new HashMap<String, Object>();
        answers.put("handOverAnswer", request.accept() ? "accept" : "decline");
        if (request.note() != null && !request.note().isBlank()) {
            answers.put("handOverNote", request.note());
        }
        OptimisticRetry.call(() -> {
            tasks.complete(by, new OpenForm(asked.id(), asked.form()), answers, null);
            return null;
        });
    }
}
