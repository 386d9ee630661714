package dev.firebreak.board.probe;

import dev.firebreak.board.page.Moment;
import dev.firebreak.probe.view.ProbeView;
import dev.firebreak.text.TimeText;
import java.time.Instant;

/**
 * One probe on the page.
 *
 * @param state in a word
 * @param style CSS class of the state
 * @param facts kind, service, interval and severity in one line
 */
record ProbeRow(
        String name,
        String subject,
        String state,
        String style,
        String facts,
        String finding,
        String details,
        Moment checked,
        Moment next,
        boolean running,
        UptimeBars uptime) {

    static ProbeRow of(ProbeView probe, Instant now) {
        var state = probe.passed() == null ? "not run yet" : probe.passed() ? "passed" : "failed";
        return new ProbeRow(
                probe.name(),
                probe.subject(),
                state,
                probe.passed() == null ? "muted" : probe.passed() ? "good" : "alarm",
                "%s · %s · every %s · %s"
                        .formatted(probe.kind(), probe.service(), TimeText.of(probe.every()), probe.severity()),
                probe.finding(),
                probe.details(),
                Moment.of(probe.checkedAt(), now),
                probe.running() ? null : Moment.of(probe.nextAt(), now),
                probe.running(),
                UptimeBars.of(probe.hours(), now));
    }
}
