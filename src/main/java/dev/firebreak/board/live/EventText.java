package dev.firebreak.board.live;

import dev.firebreak.incident.change.IncidentChange;
import dev.firebreak.runbook.output.RunningSteps.Position;
import java.time.Instant;
import java.util.List;

/** Events as text (HTML standard, "Server-sent events"). The id of an event is the position of its change. */
final class EventText {

    /** Milliseconds after which a browser whose stream ended connects again. */
    private static final int RETRY_MS = 3_000;

    private EventText() {}

    /** What changed, one event for each. */
    static String of(List<IncidentChange> changes) {
        var text = new StringBuilder();
        changes.forEach(change -> text.append(event(
                change.kind().event(),
                "id: " + change.position() + "\n",
                "{\"incident\":\"" + change.incident() + "\",\"at\":\"" + change.at() + "\"}")));
        return text.toString();
    }

    /** Which running steps went on, one event for each. Has no id: the lines of a step have their own cursor. */
    static String output(List<Position> steps) {
        var text = new StringBuilder();
        steps.forEach(it -> text.append(event(
                "output",
                "",
                "{\"incident\":\"" + it.incident() + "\",\"step\":\"" + it.step() + "\",\"lines\":" + it.lines()
                        + "}")));
        return text.toString();
    }

    /** The stream is complete from this position on. */
    static String hello(long position, Instant now) {
        return "retry: " + RETRY_MS + "\n" + event("hello", "id: " + position + "\n", time(now));
    }

    /** The reader has missed more than is known: it reads everything again. */
    static String reset(long position, Instant now) {
        return event("reset", "id: " + position + "\n", time(now));
    }

    /** The stream is alive; the server's time for the page's clocks. Has no id. */
    static String beat(Instant now) {
        return event("beat", "", time(now));
    }

    private static String time(Instant now) {
        return "{\"now\":" + now.toEpochMilli() + "}";
    }

    private static String event(String name, String id, String data) {
        return "event: " + name + "\n" + id + "data: " + data + "\n\n";
    }
}
