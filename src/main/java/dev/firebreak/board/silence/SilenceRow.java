package dev.firebreak.board.silence;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.alert.silence.Silence;
import dev.firebreak.alert.silence.SilencedAlerts.SilencedAlert;
import dev.firebreak.board.page.Moment;
import dev.firebreak.text.TimeText;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One silence in a list.
 *
 * @param what which alerts, such as {@code alerts of gitea}
 * @param owner the full name of who answers for it
 * @param isActive whether it holds alerts now
 * @param when in words, such as {@code ends in 12 min (13:26 UTC)}
 * @param repeats in words, or null
 * @param publicText what the status page tells customers, or null
 * @param holds what it holds and still fires
 */
record SilenceRow(
        String id,
        String what,
        String reason,
        String owner,
        boolean isActive,
        String when,
        String repeats,
        String publicText,
        List<HeldRow> holds) {

    record HeldRow(String name, String service, Moment since) {}

    static SilenceRow of(Silence silence, List<SilencedAlert> firing, DisplayNames names, Instant now) {
        var until = silence.activeUntil(now);
        return new SilenceRow(
                silence.id().toString(),
                what(silence),
                silence.reason(),
                names.of(silence.owner()),
                until.isPresent(),
                until.map(end -> "ends " + Moment.of(end, now).words()).orElseGet(() -> when(silence, names, now)),
                silence.recurrence() == null ? null : repeats(silence, now),
                silence.publicText(),
                firing.stream()
                        .filter(alert -> alert.silence().equals(silence.id()))
                        .map(alert -> new HeldRow(alert.name(), alert.service(), Moment.of(alert.since(), now)))
                        .toList());
    }

    private static String what(Silence silence) {
        var labels = silence.labels().entrySet().stream()
                .map(label -> label.getKey().equals("alertname")
                        ? "named " + label.getValue()
                        : "with " + label.getKey() + " = " + label.getValue());
        var patterns = silence.patterns().entrySet().stream()
                .map(label -> "whose " + label.getKey() + " matches " + label.getValue());
        var service = Stream.ofNullable(silence.service()).map(name -> "of " + name);
        return "Alerts "
                + Stream.of(labels, patterns, service).flatMap(it -> it).collect(Collectors.joining(", "));
    }

    private static String when(Silence silence, DisplayNames names, Instant now) {
        if (silence.endedAt() != null) {
            return "ended by " + names.of(silence.endedBy()) + " "
                    + Moment.of(silence.endedAt(), now).words();
        }
        return silence.nextAfter(now)
                .map(next -> "starts " + Moment.of(next, now).words() + ", for " + TimeText.of(silence.length()))
                .orElseGet(
                        () -> "expired " + Moment.of(silence.expiresAt(), now).words());
    }

    private static String repeats(Silence silence, Instant now) {
        var words = switch (silence.recurrence()) {
            case "FREQ=DAILY" -> "every day";
            case "FREQ=WEEKLY" -> "every week";
            case "FREQ=MONTHLY" -> "every month";
            default -> silence.recurrence();
        };
        return words + " (" + silence.zone() + "), the last time before " + Moment.when(silence.expiresAt(), now);
    }
}
