package dev.firebreak.board.action;

import dev.firebreak.board.form.Flash;
import dev.firebreak.board.form.FormDraft;
import dev.firebreak.board.form.FormView;
import dev.firebreak.engine.TaskForms.Choice;
import dev.firebreak.incident.Incident;
import dev.firebreak.lifecycle.runbook.Runbooks;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The part of the incident page about its runbook: which one runs, and the form that starts, stops or changes it. */
@Component
public class RunbookForm {

    /** The id of the form, and the last part of its address. */
    static final String ID = "runbook";

    private static final int REASON = 400;

    private final Runbooks runbooks;

    RunbookForm(Runbooks runbooks) {
        this.runbooks = runbooks;
    }

    /**
     * What the page shows.
     *
     * @param words which runbook runs, as a sentence
     */
    public record RunbookView(String words, FormView form) {}

    /** Empty while the process takes no order about a runbook. */
    public Optional<RunbookView> of(AvailableActions actions, Flash flash) {
        var incident = actions.situation().incident();
        var state = incident.isOpen() ? runbooks.stateOf(incident.id()) : new Runbooks.State(null, false);
        return state.awaitsOrder()
                ? Optional.of(new RunbookView(words(state), form(actions, state, flash)))
                : Optional.empty();
    }

    private static String words(Runbooks.State state) {
        return state.running() == null ? "No runbook runs: people lead." : "Runbook " + state.running() + " runs.";
    }

    private FormView form(AvailableActions actions, Runbooks.State state, Flash flash) {
        var incident = actions.situation().incident();
        var running = state.running();
        var choices = actions.isAllowed(Action.ORDER_RUNBOOK) ? choices(incident, running) : List.<Choice>of();
        var title = running == null ? "Start a runbook" : "Stop or change the runbook";
        return new FormDraft(ID, "/incidents/" + incident.id() + "/" + ID, flash)
                .hidden("seen", Objects.requireNonNullElse(running, Runbooks.NONE))
                .list("runbook", "Runbook", true, choices, "")
                .line("reason", "Reason", true, REASON)
                .view(
                        title,
                        title,
                        running == null
                                ? "Its steps ask for approval as always."
                                : "A running step is not interrupted: Firebreak waits for it and verifies what it did. What"
                                        + " steps changed stays until you decide about it after the incident.",
                        actions.whyNot(Action.ORDER_RUNBOOK).or(() -> whyNone(incident, choices)));
    }

    private List<Choice> choices(Incident incident, String running) {
        var choices = new ArrayList<Choice>();
        if (running != null) {
            choices.add(new Choice(Runbooks.NONE, "None: stop " + running + ", people lead"));
        }
        if (!incident.lifeSafety()) {
            runbooks.choices(incident).stream()
                    .filter(key -> !key.equals(running))
                    .map(key -> new Choice(key, key))
                    .forEach(choices::add);
        }
        return choices;
    }

    private static Optional<String> whyNone(Incident incident, List<Choice> choices) {
        if (!choices.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                incident.lifeSafety()
                        ? "Danger to life is declared: Firebreak runs no steps of this incident."
                        : "The catalogue has no target or no runbook for " + incident.service() + ".");
    }
}
