package dev.firebreak.board.overview;

import dev.firebreak.alert.view.SendersHeard;
import dev.firebreak.board.page.Moment;
import dev.firebreak.board.setup.Readiness;
import dev.firebreak.oncall.schedule.OnCall;
import dev.firebreak.oncall.schedule.OnCallNow;
import dev.firebreak.runbook.RunbookSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Whether Firebreak is ready: one line for every board. */
@Component
class StatusStrip {

    /**
     * A fact of the line.
     *
     * @param style CSS class: {@code good}, {@code amber} or {@code alarm}; empty for a plain fact
     */
    record Item(String label, String value, String style) {}

    private final OnCall onCall;
    private final Readiness readiness;
    private final SendersHeard senders;
    private final RunbookSettings settings;
    private final Clock clock;

    StatusStrip(OnCall onCall, Readiness readiness, SendersHeard senders, RunbookSettings settings, Clock clock) {
        this.onCall = onCall;
        this.readiness = readiness;
        this.senders = senders;
        this.settings = settings;
        this.clock = clock;
    }

    List<Item> items() {
        var now = clock.instant();
        return List.of(people(now), pages(), heard(now), steps());
    }

    private Item people(Instant now) {
        var first = onCall.now(now).stream().findFirst();
        return new Item("On call", first.map(it -> shift(it, now)).orElse("nobody"), first.isPresent() ? "" : "alarm");
    }

    private static String shift(OnCallNow it, Instant now) {
        var until = it.person().name() + " until " + Moment.when(it.until(), now);
        return it.next().equals(it.person())
                ? until
                : until + ", then " + it.next().name();
    }

    private Item pages() {
        var ready = readiness.channels();
        return ready.isEmpty()
                ? new Item("Pages", "no channel reaches who is on call", "alarm")
                : new Item("Pages", "by " + ready, "");
    }

    private Item heard(Instant now) {
        return senders.last()
                .map(at -> new Item("Alerts", "heard " + Moment.of(at, now).distance(), ""))
                .orElse(new Item("Alerts", "no sender has been heard yet", "amber"));
    }

    private Item steps() {
        return settings.live() ? new Item("Steps", "LIVE", "") : new Item("Steps", "dry run", "amber");
    }
}
