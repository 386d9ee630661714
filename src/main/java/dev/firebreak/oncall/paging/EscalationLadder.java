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
 * Who is to be paged (guarantees.md A043 to A045), in groups: the next group is for when nobody of those before can be
 * reached. Levels beyond the ladder start over, so that an unanswered page never goes silent; the last group is the
 * catch-all, so that every page ends in a person (guarantees.md G10).
 */
@Component
public class EscalationLadder {

    private final OnCall onCall;

    public EscalationLadder(OnCall onCall) {
        this.onCall = onCall;
    }

    /** @param level counted from 1 */
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

    /** The level's own rung first, then the others in their order, each a group of its own. */
    private void addLadder(List<List<Contact>> groups, long level, Instant at) {
        var rungs = onCall.rungs();
        var first = (int) Math.floorMod(level - 1, (long) rungs);
        IntStream.range(0, rungs)
                .mapToObj(step ->
                        onCall.onRung((first + step) % rungs, at).stream().toList())
                .forEach(group -> add(groups, group));
    }

    /** Without those of earlier groups, and without people who have no address at all. */
    private static void add(List<List<Contact>> groups, Collection<Contact> people) {
        var fresh = people.stream()
                .filter(person -> person.mail() != null && !person.mail().isBlank())
                .filter(person -> groups.stream().noneMatch(group -> group.contains(person)))
                .distinct()
                .toList();
        if (!fresh.isEmpty()) {
            groups.add(fresh);
        }
    }
}
