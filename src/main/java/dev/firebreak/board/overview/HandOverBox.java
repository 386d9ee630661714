package dev.firebreak.board.overview;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Person;
import dev.firebreak.access.Role;
import dev.firebreak.board.action.Action;
import dev.firebreak.board.form.Flash;
import dev.firebreak.board.form.FormDraft;
import dev.firebreak.board.form.FormView;
import dev.firebreak.engine.TaskForms.Choice;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The end of a shift on the board: hand over all that a person commands, and answer all that a person is asked for. */
@Component
class HandOverBox {

    /** The incidents that a person is asked to take over or to give away, if there are several. */
    record Questions(int count, List<String> incidents) {}

    private final Accounts accounts;

    HandOverBox(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Null for a person who commands nothing here. */
    FormView form(List<BoardRow> open, Person person, Flash flash) {
        var commanded = open.stream()
                .filter(row -> person.id().equals(row.incident().commander()))
                .count();
        if (commanded == 0) {
            return null;
        }
        var choices = accounts.with(Role.COMMANDER).stream()
                .filter(other -> !other.id().equals(person.id()))
                .map(other -> new Choice(other.id(), other.name()))
                .toList();
        return new FormDraft("hand-overs", "/hand-overs", flash)
                .list("commander", "To", true, choices, "")
                .view(
                        "Hand over all my incidents (" + commanded + ")",
                        "Ask to take over",
                        "You command them until the other person accepts.",
                        Optional.empty());
    }

    /** Null if there are not at least two. */
    Questions questions(List<BoardRow> open) {
        var asked = open.stream()
                .filter(row -> row.button() != null
                        && Action.ANSWER_HAND_OVER.label().equals(row.button().label()))
                .map(row -> row.incident().id().value())
                .toList();
        return asked.size() < 2 ? null : new Questions(asked.size(), asked);
    }
}
