package dev.firebreak.alert;

import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.Lifecycle;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies journaled deliveries (semantics.md 4, "Apply"): one transaction for all of a round. Locks are taken in the order
 * deliveries, groups, alerts, incidents; only what was merged is moved out of that order, and a deadlock that comes of it
 * costs one more try.
 */
@Component
class Rounds {

    private final Journal journal;
    private final Slots slots;
    private final AlertStates states;
    private final KeptAlerts kept;
    private final OpenIncidents open;
    private final Gathering gathering;
    private final Lifecycle lifecycle;
    private final Timeline timeline;
    private final Clearance clearance;
    private final TransactionTemplate transaction;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    Rounds(
            Journal journal,
            Slots slots,
            AlertStates states,
            KeptAlerts kept,
            OpenIncidents open,
            Gathering gathering,
            Lifecycle lifecycle,
            Timeline timeline,
            Clearance clearance,
            PlatformTransactionManager transactions) {
        this.journal = journal;
        this.slots = slots;
        this.states = states;
        this.kept = kept;
        this.open = open;
        this.gathering = gathering;
        this.lifecycle = lifecycle;
        this.timeline = timeline;
        this.clearance = clearance;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** All or none. Answers for those that nobody else has applied meanwhile. */
    Map<UUID, Answer> run(List<Delivery> deliveries) {
        oneAtATime.lock();
        try {
            return transaction.execute(status -> apply(deliveries));
        } finally {
            oneAtATime.unlock();
        }
    }

    private Map<UUID, Answer> apply(List<Delivery> deliveries) {
        var mine = journal.claim(deliveries.stream().map(Delivery::id).toList());
        var claimed = deliveries.stream().filter(d -> mine.contains(d.id())).toList();
        var locked = slots.lock(claimed.stream().map(Slot.Key::of).collect(Collectors.toCollection(TreeSet::new)));
        var round = new Round(new Beginnings(kept));
        claimed.forEach(delivery -> round.add(delivery, locked.get(Slot.Key.of(delivery))));
        if (!round.sightings().isEmpty()) {
            round.learn(joined(round));
            var look = open.look();
            gathering.place(round, look);
            lifecycle.beginSoon(round.openings());
            slots.save(locked.values());
            kept.write(round.newAlerts());
            timeline.write(round.lines());
            lifecycle.alertsJoined(round.joined());
            clearance.tell(look, round.touched());
        }
        return round.answers();
    }

    private Map<Alert.Key, State> joined(Round round) {
        var all = states.join(round.id(), round.sightings());
        var resolved = all.keySet().stream()
                .filter(key -> all.get(key).resolvedAt() != null)
                .toList();
        if (!resolved.isEmpty()) {
            var comebacks = new Comebacks(kept.comebacks(resolved));
            all.putAll(states.join(round.id(), round.comebacks(comebacks, all)));
            kept.comeBack(comebacks.begun());
        }
        return all;
    }
}
