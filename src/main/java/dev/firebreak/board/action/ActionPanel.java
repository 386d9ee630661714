package dev.firebreak.board.action;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.Person;
import dev.firebreak.board.form.Flash;
import dev.firebreak.board.form.FormView;
import dev.firebreak.board.form.FormView.Hidden;
import dev.firebreak.engine.TaskForms;
import dev.firebreak.engine.TaskForms.FormTask;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.Severity;
import dev.firebreak.lifecycle.status.ProcessStatus;
import dev.firebreak.lifecycle.variables.MessageNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Everything that one person can press on the page of an incident. */
@Component
public class ActionPanel {

    /**
     * The button that stands out.
     *
     * @param url where it is sent; null for a link
     * @param link where it leads; null for a button that is sent
     * @param other the anchor of the form with other answers; null if there is none
     */
    public record Primary(String label, String url, List<Hidden> hidden, String link, String other) {

        /** Whether it is sent at once. */
        public boolean isSent() {
            return url != null;
        }
    }

    /**
     * What the page shows.
     *
     * @param primary null if there is none for this person
     * @param instead why there is none, or that nothing is wanted; null with a primary button of the first need
     * @param tasks the forms of the open tasks
     * @param postMortem the form of the post-mortem; null unless it is to be written
     */
    public record Panel(
            AvailableActions actions,
            Primary primary,
            String instead,
            List<FormView> tasks,
            FormView postMortem,
            FormView note,
            List<FormView> more) {}

    private final TaskForms tasks;
    private final ProcessStatus status;
    private final ActionForms forms;
    private final DisplayNames names;

    ActionPanel(TaskForms tasks, ProcessStatus status, ActionForms forms, DisplayNames names) {
        this.tasks = tasks;
        this.status = status;
        this.forms = forms;
        this.names = names;
    }

    /**
     * @param decision the page of the step that waits for a decision, or null
     * @param flash what the page says, or null
     */
    public Panel of(Incident incident, Person person, String decision, Flash flash) {
        var waits = incident.isOpen() && status.awaits(incident.id(), MessageNames.ACKNOWLEDGED);
        var open = tasks.of(incident.id().value());
        var situation = new Situation(incident, waits, open, person, names::of);
        var actions = new AvailableActions(situation);
        var postMortem = situation.task(Action.WRITE_POST_MORTEM);
        return new Panel(
                actions,
                actions.primary()
                        .map(action -> primary(action, situation, decision))
                        .orElse(null),
                actions.insteadOfPrimary().orElse(null),
                forms.tasks(situation, flash).stream()
                        .filter(form -> postMortem.isEmpty() || !form.id().equals(ActionForms.id(postMortem.get())))
                        .toList(),
                postMortem.map(task -> forms.task(situation, task, flash)).orElse(null),
                forms.note(actions, flash),
                forms.more(actions, flash));
    }

    /** The button that stands out, for a list of incidents: it leads to the incident's page or is sent at once. */
    public static Optional<Primary> primary(Situation situation) {
        return new AvailableActions(situation)
                .primary()
                .map(action -> primary(action, situation, null))
                .map(it -> it.link() == null || !it.link().startsWith("#")
                        ? it
                        : new Primary(
                                it.label(),
                                null,
                                List.of(),
                                "/incidents/" + situation.incident().id() + it.link(),
                                null));
    }

    private static Primary primary(Action action, Situation situation, String decision) {
        var page = "/incidents/" + situation.incident().id();
        return switch (action) {
            case ACKNOWLEDGE -> new Primary(action.label(), page + "/acknowledge", List.of(), null, null);
            case TAKE_COMMAND -> sent(action.label(), situation, action, List.of(), null);
            case CONFIRM_SEVERITY -> confirmSeverity(situation);
            case REVIEW_PLAN, SETTLE_OUTCOME -> link(action, decision == null ? "#steps" : decision);
            case WRITE_POST_MORTEM -> link(action, page + "/postmortem");
            default ->
                link(action, "#" + situation.task(action).map(ActionForms::id).orElse("tasks"));
        };
    }

    private static Primary confirmSeverity(Situation situation) {
        var other = "#"
                + situation.task(Action.CONFIRM_SEVERITY).map(ActionForms::id).orElse("tasks");
        return Optional.ofNullable(situation.incident().severity())
                .map(Severity::name)
                .map(proposed -> sent(
                        "Confirm " + proposed,
                        situation,
                        Action.CONFIRM_SEVERITY,
                        List.of(new Hidden("confirmedSeverity", proposed)),
                        other))
                .orElseGet(() -> link(Action.CONFIRM_SEVERITY, other));
    }

    private static Primary sent(String label, Situation situation, Action action, List<Hidden> answers, String other) {
        var task = situation.task(action).map(FormTask::id).orElse("");
        var hidden = new ArrayList<>(answers);
        hidden.add(new Hidden("form", action.form()));
        return new Primary(label, "/incidents/" + situation.incident().id() + "/tasks/" + task, hidden, null, other);
    }

    private static Primary link(Action action, String to) {
        return new Primary(action.label(), null, List.of(), to, null);
    }
}
