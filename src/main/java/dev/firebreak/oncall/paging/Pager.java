package dev.firebreak.oncall.paging;

import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.delivery.Deliveries;
import dev.firebreak.comms.delivery.DispatchResult;
import dev.firebreak.comms.delivery.NotDelivered;
import dev.firebreak.comms.delivery.NotificationDispatcher;
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
public class Pager {

    /** After this long without a hand-over the page goes to the next group as well (guarantees.md G1). */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(Pager.class);

    private final EscalationLadder turn;
    private final PageMessages letters;
    private final NotificationDispatcher dispatcher;
    private final Deliveries deliveries;
    private final Timeline timeline;
    private final Clock clock;

    public Pager(
            EscalationLadder turn,
            PageMessages letters,
            NotificationDispatcher dispatcher,
            Deliveries deliveries,
            Timeline timeline,
            Clock clock) {
        this.turn = turn;
        this.letters = letters;
        this.dispatcher = dispatcher;
        this.deliveries = deliveries;
        this.timeline = timeline;
        this.clock = clock;
    }

    /**
     * How many people have it.
     *
     * @throws NotDelivered while nobody has it, or somebody may still get it in time; the timeline then tells who has
     */
    public int page(Page page) {
        var groups = turn.groups(page.policy(), page.level(), clock.instant());
        var late = isLate(page);
        var answers = handOut(page, groups, late);
        var reached = Collections.frequency(answers, DispatchResult.REACHED);
        var waiting = answers.contains(DispatchResult.NOT_YET) && (reached == 0 || !late);
        if (!waiting) {
            deliveries.giveUp(page.key());
        }
        dispatcher.chronicle(page.key(), lines -> PageTimeline.write(timeline, page, lines));
        if (waiting) {
            throw new NotDelivered(page.key(), deliveries.of(page.key()));
        }
        if (!answers.contains(DispatchResult.REACHED) && !answers.contains(DispatchResult.NO_CHANNEL)) {
            nobody(page);
        }
        return reached;
    }

    private List<DispatchResult> handOut(Page page, List<List<Contact>> groups, boolean late) {
        var answers = new ArrayList<DispatchResult>();
        for (var group : groups) {
            group.forEach(
                    person -> answers.add(dispatcher.hand(page.key(), person, () -> letters.write(page, person))));
            var stop = answers.contains(DispatchResult.REACHED) || answers.contains(DispatchResult.NO_CHANNEL);
            if (stop || (answers.contains(DispatchResult.NOT_YET) && !late)) {
                break;
            }
        }
        return answers;
    }

    private boolean isLate(Page page) {
        return deliveries
                .dueSince(page.key())
                .map(since -> !since.plus(PATIENCE).isAfter(clock.instant()))
                .orElse(false);
    }

    private void nobody(Page page) {
        LOG.error("{}: nobody could be paged at level {}", page.key().incident(), page.level());
        timeline.add(
                page.key().incident(),
                "NOBODY COULD BE PAGED (level " + page.level() + "): look at the catalogue's rotas and contacts",
                "paging");
    }
}
