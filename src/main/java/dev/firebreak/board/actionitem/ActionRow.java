package dev.firebreak.board.actionitem;

import dev.firebreak.board.page.Moment;
import dev.firebreak.postmortem.action.ActionItem;
import dev.firebreak.postmortem.action.ActionService;
import dev.firebreak.postmortem.change.ShownChange;
import dev.firebreak.postmortem.change.ShownChange.State;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * An action item on the page.
 *
 * @param owner a login, or what a person typed
 * @param isLate whether it is open and its due date is over
 * @param carriesChange whether it is closed by a change that Firebreak makes
 * @param isMonitoring whether that change is a rule, which needs no file and key
 * @param repeats how often the incident happened again after it was closed
 */
record ActionRow(
        long id,
        String incident,
        String description,
        String owner,
        String ownerName,
        String due,
        boolean isLate,
        boolean isOpen,
        boolean carriesChange,
        boolean isMonitoring,
        List<Type> types,
        List<Change> changes,
        Moment closed,
        String closedBy,
        String proof,
        String repeats) {

    /** A type that can be chosen. */
    record Type(String name, boolean isChosen) {}

    /** A change that it carries. */
    record Change(
            String id,
            String what,
            String content,
            String state,
            String style,
            String said,
            String by,
            boolean isProposed,
            boolean isUnfinished,
            boolean isInForce,
            boolean isUndoUnfinished) {

        static Change of(ShownChange change, String by) {
            var state = change.state();
            return new Change(
                    change.id().toString(),
                    change.file() + (change.setting() == null ? "" : ": " + change.setting()),
                    change.content(),
                    word(change),
                    state == State.IN_FORCE ? "good" : "",
                    change.said(),
                    by,
                    state == State.PROPOSED,
                    state == State.APPROVED && !change.isRunning(),
                    state == State.IN_FORCE,
                    state == State.UNDOING && !change.isRunning());
        }

        private static String word(ShownChange change) {
            return switch (change.state()) {
                case APPROVED -> change.isRunning() ? "being made" : "unfinished";
                case UNDOING -> change.isRunning() ? "being undone" : "undo unfinished";
                default -> change.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            };
        }
    }

    static ActionRow of(ActionItem item, List<Change> changes, UnaryOperator<String> names, int repeats, Instant now) {
        var isOpen = item.closedAt() == null;
        return new ActionRow(
                item.id(),
                item.incident().value(),
                item.description(),
                item.owner(),
                names.apply(item.owner()),
                item.due() == null ? "" : item.due().toString(),
                isOpen && item.due() != null && item.due().isBefore(LocalDate.ofInstant(now, ZoneOffset.UTC)),
                isOpen,
                List.of("monitoring", "configuration").contains(item.type()),
                item.type().equals("monitoring"),
                ActionService.TYPES.stream()
                        .map(it -> new Type(it, it.equals(item.type())))
                        .toList(),
                changes,
                Moment.of(item.closedAt(), now),
                names.apply(item.closedBy()),
                item.proof(),
                isOpen ? "" : repeats == 0 ? "has not happened again" : "happened again " + repeats + "×");
    }

    String type() {
        return types.stream().filter(Type::isChosen).findFirst().map(Type::name).orElse("task");
    }
}
