package dev.firebreak.oncall.paging;

import dev.firebreak.catalog.Contact;
import dev.firebreak.oncall.schedule.OnCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/**
 * Computes whom to page, by escalation policy and level (guarantees.md A043 to A045). The result is a list of groups:
 * if no one in a group can be reached, the next group is paged. Levels beyond the ladder start again at its first rung,
 * so that an unanswered page never goes silent. The last group is the catch-all, so that every page reaches a person
 * (guarantees.md G10).
 */
@Component
class EscalationLadder {

    private final OnCall onCall;

    EscalationLadder(OnCall onCall) {
        this.onCall = onCall;
    }

    /**
     * The groups, in the order of paging.
     *
     * @param level counted from 1
     */
    List<List<Contact>> groups(PagingPolicy policy, long level, Instant at) {
        var groups = new ArrayList<List<Contact>>();
        switch (policy) {
            case ALL -> add(groups, onCall.everyone(at));
            case PRIMARY -> addLadder(groups, level, at);
            case NOTIFY -> addLadder(groups, 1, at);
        }
        add(groups, onCall.catchAll());
        return groups;
    }

    /** The level's own rung first, then the other rungs in order; each rung is one group. */
    private void addLadder(List<List<Contact>> groups, long level, Instant at) {
        var rungs = onCall.rungs();
        var first = (int) Math.floorMod(level - 1, (long) rungs);
        IntStream.range(0, rungs)
                .mapToObj(step ->
                        onCall.onRung((first + step) % rungs, at).stream().toList())
                .forEach(group -> add(groups, group));
    }

    /** Adds a group without people of earlier groups and without people who have no address. */
    private static void add(List<List<Contact>> groups, Collection<Contact> people) {
        var remaining = people.stream()
                .filter(person -> person.mail() != null && !person.mail().isBlank())
                .filter(person -> groups.stream().noneMatch(group -> group.contains(person)))
                .distinct()
                .toList();
        if (!remaining.isEmpty()) {
            groups.add(remaining);
        }
    }
}
