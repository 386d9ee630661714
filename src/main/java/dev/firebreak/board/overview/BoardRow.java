package dev.firebreak.board.overview;

import dev.firebreak.board.action.ActionPanel.Primary;
import dev.firebreak.board.view.IncidentCard;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.Severity;
import dev.firebreak.text.Text;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An open incident on the board.
 *
 * @param commander the full name; null if it is unassigned
 * @param acknowledgedBy the full name; null if nobody has acknowledged it
 * @param button what this person can do next; null if there is nothing
 * @param isMine whether the person commands it or has a task of it
 * @param marks what is wrong with it
 */
record BoardRow(
        Incident incident,
        IncidentCard card,
        String commander,
        String acknowledgedBy,
        Primary button,
        boolean isMine,
        List<Mark> marks) {

    private static final List<String> PHASES = List.of("detect", "triage", "respond", "resolve", "learn");

    /** By severity, the worst first, then by age, the oldest first. */
    static final Comparator<BoardRow> BY_SEVERITY = Comparator.comparing((BoardRow row) ->
                    row.severity() == null ? -1 : row.severity().ordinal())
            .thenComparing(row -> row.incident().openedAt());

    /**
     * Something wrong that stops the response.
     *
     * @param reason empty if the words say all
     */
    record Mark(String words, String reason) {

        private static final int MAX_REASON = 90;

        Mark(String words, String reason) {
            this.words = words;
            this.reason = Text.preview(reason, MAX_REASON);
        }

        boolean hasReason() {
            return !reason.isEmpty();
        }
    }

    /** One of the five dots. */
    record Dot(String style) {}

    Severity severity() {
        return incident.severity();
    }

    boolean isUnacknowledged() {
        return incident.acknowledgedBy() == null && incident.commander() == null;
    }

    boolean isInformational() {
        return severity() == Severity.P5;
    }

    /** Where the incident is, in one word. */
    String phase() {
        return PHASES.get(phaseNumber());
    }

    List<Dot> dots() {
        return IntStream.range(0, PHASES.size())
                .mapToObj(n -> new Dot(n < phaseNumber() ? "past" : n == phaseNumber() ? "now" : "next"))
                .toList();
    }

    private int phaseNumber() {
        if (incident.severity() == null) {
            return 0;
        }
        return switch (incident.status()) {
            case INVESTIGATING, IDENTIFIED -> incident.commander() == null ? 1 : 2;
            case MONITORING -> 3;
            default -> 4;
        };
    }

    /** What a screen reader says when it is new. */
    String news() {
        return "New " + card.severity() + ": " + card.title();
    }
}
