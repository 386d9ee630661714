package dev.firebreak.board.drill;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.board.page.Moment;
import dev.firebreak.drill.Drill;
import dev.firebreak.drill.Drill.Criterion;
import dev.firebreak.incident.IncidentId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One drill on the page.
 *
 * @param state in words
 * @param style how the state looks
 * @param people the full names of the participants
 * @param events what happened, in order
 * @param points how many criteria are met, such as {@code 5 of 8}, or null without a score
 */
record DrillRow(
        UUID id,
        String scenario,
        String target,
        String state,
        String style,
        Moment requested,
        String requestedBy,
        String people,
        IncidentId incident,
        List<String> events,
        List<Criterion> score,
        String points,
        boolean isRunning) {

    static DrillRow of(Drill drill, DisplayNames names, Instant now) {
        return new DrillRow(
                drill.id(),
                drill.scenario(),
                drill.target(),
                state(drill),
                drill.isRunning() ? "alarm" : "muted",
                Moment.of(drill.requestedAt(), now),
                names.of(drill.requestedBy()),
                String.join(", ", drill.participants().stream().map(names::of).toList()),
                drill.incident(),
                events(drill),
                drill.score(),
                drill.score().isEmpty()
                        ? null
                        : drill.score().stream().filter(Criterion::met).count() + " of "
                                + drill.score().size(),
                drill.isRunning());
    }

    private static String state(Drill drill) {
        if (drill.isRunning()) {
            if (drill.abortReason() != null) {
                return "being aborted";
            }
            return drill.injectedAt() == null ? "starts" : drill.incident() == null ? "fault injected" : "detected";
        }
        return switch (drill.outcome()) {
            case COMPLETED -> "completed";
            case NOT_DETECTED -> "not detected";
            case TIMED_OUT -> "timed out";
            case ABORTED -> "aborted";
            case NOT_INJECTED -> "not injected";
        };
    }

    private static List<String> events(Drill drill) {
        return Stream.of(
                        line(drill.injectedAt(), drill.injection()),
                        line(drill.detectedAt(), "an alert showed the fault"),
                        drill.abortReason() == null ? null : "aborted: " + drill.abortReason(),
                        line(drill.revertedAt(), drill.reversion()))
                .filter(event -> event != null)
                .toList();
    }

    private static String line(Instant at, String what) {
        return at == null || what == null
                ? null
                : at.atZone(ZoneOffset.UTC).toLocalTime().withNano(0) + " UTC: " + what;
    }
}
