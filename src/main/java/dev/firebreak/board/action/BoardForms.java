package dev.firebreak.board.action;

import dev.firebreak.access.Person;
import dev.firebreak.access.Role;
import dev.firebreak.board.form.Flash;
import dev.firebreak.board.form.FormView;
import java.util.Optional;

/** The forms of the board that belong to no incident. */
public final class BoardForms {

    private BoardForms() {}

    /** The form that freezes all steps, or releases them. */
    public static FormView freeze(Person person, boolean isFrozen, Flash flash) {
        var isAllowed = Action.FREEZE.roles().stream().anyMatch(person.roles()::contains);
        var whyNot = isAllowed
                ? Optional.<String>empty()
                : Optional.of("Commanders and administrators freeze steps. "
                        + (person.roles().contains(Role.RESPONDER)
                                ? "If there is danger to life, declare it on the incident's page."
                                : "Ask one of them."));
        return ActionForms.freeze("", whyNot, isFrozen, flash);
    }
}
