package dev.firebreak.board.replay;

import dev.firebreak.alert.replay.KeptPayload;
import dev.firebreak.alert.replay.ReplayedPayload;
import dev.firebreak.alert.replay.ReplayedPayload.ReplayedAlert;
import dev.firebreak.board.page.Moment;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * One payload in the list.
 *
 * @param size in words
 * @param isChosen whether its box is ticked
 */
record PayloadRow(
        String id,
        String source,
        String format,
        Moment received,
        String size,
        String state,
        String failure,
        boolean isChosen) {

    static PayloadRow of(KeptPayload payload, Set<UUID> chosen, Instant now) {
        return new PayloadRow(
                payload.id().toString(),
                payload.source(),
                payload.format(),
                Moment.of(payload.receivedAt(), now),
                payload.bytes() < 1_024 ? payload.bytes() + " B" : payload.bytes() / 1_024 + " KiB",
                payload.state(),
                payload.failure(),
                chosen.contains(payload.id()));
    }

    /** What a dry run says of a payload. */
    record Result(String source, Moment received, String error, List<AlertResult> alerts, String more) {

        static Result of(ReplayedPayload payload, Instant now) {
            return new Result(
                    payload.source(),
                    Moment.of(payload.receivedAt(), now),
                    payload.error(),
                    payload.alerts().stream().map(AlertResult::of).toList(),
                    payload.left() == 0 ? null : payload.left() + " more alerts");
        }
    }

    /**
     * @param what becomes of the alert, such as {@code opens an incident}
     * @param incident a link, or null
     */
    record AlertResult(String name, String service, String what, String incident, String why) {

        static AlertResult of(ReplayedAlert alert) {
            return new AlertResult(alert.name(), blank(alert.service()), what(alert), alert.incident(), alert.why());
        }

        private static String blank(String text) {
            return text == null || text.isBlank() ? null : text;
        }

        private static String what(ReplayedAlert alert) {
            return switch (alert.outcome()) {
                case OPENS -> "would open an incident";
                case JOINS -> "would join";
                case HELD -> "would be held";
                case IGNORED -> "would be ignored";
                case KNOWN -> alert.incident() == null ? "changes nothing" : "changes nothing in";
                case ENDS -> alert.incident() == null ? "is over" : "would end in";
                case WITHHELD -> "is not shown";
            };
        }
    }
}
