package dev.firebreak.board.probe;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.board.page.Moment;
import dev.firebreak.probe.routine.RoutineChecks.RoutineCheck;
import dev.firebreak.probe.routine.RoutineFinding;
import dev.firebreak.probe.routine.RoutineViews.RoutineView;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/**
 * One routine check on the page.
 *
 * @param facts what is checked, and when
 * @param checks the newest first
 */
record RoutineRow(String name, String facts, Moment next, List<Made> checks) {

    /**
     * One time that it was made.
     *
     * @param signed who signed it off, and when; null before
     * @param open whether it waits for a person
     * @param maySign whether it waits for the reader
     */
    record Made(
            String id,
            String state,
            String style,
            String summary,
            Moment due,
            String signed,
            String note,
            boolean open,
            boolean maySign,
            boolean hasFindings,
            List<RoutineFinding> findings) {}

    static RoutineRow of(RoutineView routine, DisplayNames names, Instant now) {
        var declaration = routine.declaration();
        return new RoutineRow(
                declaration.name(),
                "%s · every %s at %s (%s)"
                        .formatted(
                                declaration.kind(),
                                declaration.period().name().toLowerCase(Locale.ROOT),
                                declaration.at(),
                                declaration.zone().equals(ZoneOffset.UTC) ? "UTC" : declaration.zone()),
                Moment.of(routine.next(), now),
                routine.latest().stream()
                        .map(check -> made(check, routine.maySign(), names, now))
                        .toList());
    }

    private static Made made(RoutineCheck check, boolean maySign, DisplayNames names, Instant now) {
        var isOpen = check.wantsPerson() && check.signedAt() == null;
        return new Made(
                check.id().toString(),
                state(check),
                check.endedAt() == null ? "muted" : Boolean.TRUE.equals(check.passed()) ? "good" : "alarm",
                check.summary() == null ? "" : check.summary(),
                Moment.of(check.dueAt(), now),
                signed(check, names, now),
                check.note() == null || check.note().isBlank() ? null : check.note(),
                isOpen,
                isOpen && maySign,
                !check.findings().isEmpty(),
                check.findings());
    }

    private static String state(RoutineCheck check) {
        if (check.endedAt() == null) {
            return "runs";
        }
        return Boolean.TRUE.equals(check.passed()) ? "good" : "needs attention";
    }

    private static String signed(RoutineCheck check, DisplayNames names, Instant now) {
        if (check.signedAt() == null) {
            return check.wantsPerson() ? "waits for a sign-off" : null;
        }
        return "signed off by " + names.of(check.signedBy()) + " "
                + Moment.of(check.signedAt(), now).words()
                + ("problem".equals(check.judgement()) ? ": action needed" : "");
    }
}
