package dev.firebreak.oncall;

import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.Courier;
import dev.firebreak.comms.Deliveries;
import dev.firebreak.comms.Handing;
import dev.firebreak.comms.NotHandedOver;
import dev.firebreak.incident.Timeline;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Hands one page to people until somebody has it. Safe to call again: who has it already isn't sent it again. */
@Component
class Pager {

    /** After this long without a hand-over the page goes to the next group as well (faults.md G1). */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(Pager.class);

    private final PageTurn turn;
    private final PageLetters letters;
    private final Courier courier;
    private final Deliveries deliveries;
    private final Timeline timeline;
    private final Clock clock;

    Pager(PageTurn turn, PageLetters letters, Courier courier, Deliveries deliveries, Timeline timeline, Clock clock) {
        this.turn = turn;
        this.letters = letters;
        this.courier = courier;
        this.deliveries = deliveries;
        this.timeline = timeline;
        this.clock = clock;
    }

    /**
     * How many people have it.
     *
     * @throws NotHandedOver while nobody has it, or somebody may still get it in time; the timeline then tells who has
     */
    int page(Page page) {
        var groups = turn.groups(page.paging(), page.level(), clock.instant());
        var late = isLate(page);
        var answers = handOut(page, groups, late);
        var reached = Collections.frequency(answers, Handing.REACHED);
        var waiting = answers.contains(Handing.NOT_YET) && (reached == 0 || !late);
        if (!waiting) {
            deliveries.giveUp(page.errand());
        }
        courier.chronicle(page.errand(), lines -> PageLines.write(timeline, page, lines));
        if (waiting) {
            throw new NotHandedOver(page.errand(), deliveries.of(page.errand()));
        }
        if (!answers.contains(Handing.REACHED) && !answers.contains(Handing.NO_CHANNEL)) {
            nobody(page);
        }
        return reached;
    }

    private List<Handing> handOut(Page page, List<List<Contact>> groups, boolean late) {
        var answers = new ArrayList<Handing>();
        for (var group : groups) {
            group.forEach(
                    person -> answers.add(courier.hand(page.errand(), person, () -> letters.write(page, person))));
            var stop = answers.contains(Handing.REACHED) || answers.contains(Handing.NO_CHANNEL);
            if (stop || (answers.contains(Handing.NOT_YET) && !late)) {
                break;
            }
        }
        return answers;
    }

    private boolean isLate(Page page) {
        return deliveries
                .dueSince(page.errand())
                .map(since -> !since.plus(PATIENCE).isAfter(clock.instant()))
                .orElse(false);
    }

    private void nobody(Page page) {
        LOG.error("{}: nobody could be paged at level {}", page.errand().incident(), page.level());
        timeline.add(
                page.errand().incident(),
                "NOBODY COULD BE PAGED (level " + page.level() + "): look at the catalogue's rotas and contacts",
                "paging");
    }
}
