package dev.firebreak.board.action;

import dev.firebreak.access.Person;
import dev.firebreak.access.Role;
import dev.firebreak.engine.TaskForms.FormTask;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which actions a person may take in a situation, and why not the others. The server checks each press again; this
 * decides only what a page offers.
 */
public record AvailableActions(Situation situation) {

    private static final Set<Action> ALSO_AFTER_THE_END =
            EnumSet.of(Action.NOTE, Action.ADD_MEMBER, Action.FREEZE, Action.TRY_STEP_AGAIN);

    /** The first action that is wanted and that this person may take. */
    public Optional<Action> primary() {
        return wanted().filter(this::isAllowed).findFirst();
    }

    /** Why the action that is wanted first is not for this person, or that none is wanted; empty for the primary one. */
    public Optional<String> insteadOfPrimary() {
        var first = wanted().findFirst();
        if (first.isEmpty()) {
            return Optional.of(
                    situation.incident().isOpen()
                            ? "Nothing is wanted from a person now."
                            : "The incident is " + status() + ". Nothing is wanted from a person now.");
        }
        return whyNot(first.get()).map(why -> "Next: " + first.get().label() + ". " + why);
    }

    /** Whether this person may take the action now. */
    public boolean isAllowed(Action action) {
        return whyNot(action).isEmpty();
    }

    /** Why this person can't take the action now, in one sentence; empty if they can. */
    public Optional<String> whyNot(Action action) {
        if (action.form() != null) {
            return whyNotTask(action);
        }
        if (!situation.incident().isOpen() && !ALSO_AFTER_THE_END.contains(action)) {
            return Optional.of("The incident is " + status() + ".");
        }
        if (situation.person().roles().stream().noneMatch(action.roles()::contains)) {
            return Optional.of(isFor(action.roles().stream().map(Role::group).toList()));
        }
        return whyNotNow(action);
    }

    private Optional<String> whyNotTask(Action action) {
        var task = situation.task(action);
        if (task.isEmpty()) {
            return Optional.of("The process does not ask for this now.");
        }
        return task.flatMap(this::whyNot);
    }

    /** Why the task is not for this person, in one sentence; empty if it is. */
    public Optional<String> whyNot(FormTask task) {
        return task.isFor(situation.person()) ? Optional.empty() : Optional.of(isFor(task.candidates()));
    }

    private Optional<String> whyNotNow(Action action) {
        var incident = situation.incident();
        if (action == Action.ACKNOWLEDGE && !situation.wants(action)) {
            var by = incident.acknowledgedBy() == null ? incident.commander() : incident.acknowledgedBy();
            return Optional.of(
                    by.equals(situation.person().id())
                            ? "You have acknowledged it."
                            : situation.names().apply(by) + " has acknowledged it.");
        }
        return action == Action.LIFE_SAFETY && incident.lifeSafety()
                ? Optional.of("Danger to life is declared already.")
                : Optional.empty();
    }

    private Stream<Action> wanted() {
        return Arrays.stream(Action.values()).filter(situation::wants);
    }

    private String status() {
        return situation.incident().status().name().toLowerCase(Locale.ROOT);
    }

    private String isFor(Collection<String> candidates) {
        var whom = candidates.stream()
                .map(it -> Role.ofGroup(it)
                        .map(role -> role.word() + "s")
                        .orElseGet(() -> situation.names().apply(it)))
                .sorted()
                .collect(Collectors.joining(" and "));
        return "This is for " + whom + "; you are " + roles(situation.person()) + ".";
    }

    private static String roles(Person person) {
        return person.roles().isEmpty()
                ? "without a role"
                : person.roles().stream()
                        .map(AvailableActions::withArticle)
                        .sorted()
                        .collect(Collectors.joining(" and "));
    }

    private static String withArticle(Role role) {
        return ("aeiou".indexOf(role.word().charAt(0)) < 0 ? "a " : "an ") + role.word();
    }
}
