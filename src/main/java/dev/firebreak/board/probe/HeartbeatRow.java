package dev.firebreak.board.probe;

import dev.firebreak.board.page.Moment;
import dev.firebreak.probe.view.HeartbeatView;
import dev.firebreak.text.TimeText;
import java.time.Instant;

/**
 * One heartbeat on the page.
 *
 * @param state in a few words
 * @param style CSS class of the state
 * @param facts service, interval, grace and severity in one line
 * @param trouble why it can't be heard, or null
 */
record HeartbeatRow(String name, String state, String style, String facts, Moment heard, Moment due, String trouble) {

    static HeartbeatRow of(HeartbeatView heartbeat, Instant now) {
        return new HeartbeatRow(
                heartbeat.name(),
                state(heartbeat),
                heartbeat.well() ? heartbeat.heardAt() == null ? "muted" : "good" : "alarm",
                "%s%s · every %s, at most %s late · %s"
                        .formatted(
                                heartbeat.watchdog() == null ? "" : "Watchdog of " + heartbeat.watchdog() + " · ",
                                heartbeat.service(),
                                TimeText.of(heartbeat.every()),
                                TimeText.of(heartbeat.grace()),
                                heartbeat.severity()),
                Moment.of(heartbeat.heardAt(), now),
                Moment.of(heartbeat.dueAt(), now),
                heartbeat.usable() ? null : "It has no usable token, so no job can report: see the log.");
    }

    private static String state(HeartbeatView heartbeat) {
        if (heartbeat.failedAt() != null) {
            return "failed";
        }
        if (!heartbeat.well()) {
            return "late";
        }
        return heartbeat.heardAt() == null ? "not heard yet" : "heard";
    }
}
