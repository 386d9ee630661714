package dev.firebreak.board.record;

import dev.firebreak.alert.attached.AttachedGroup;
import dev.firebreak.alert.split.SplitRequest;
import dev.firebreak.engine.TaskForms.Choice;
import dev.firebreak.web.FieldInvalid;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** What a commander can split off from an incident: all groups of a service, or one group. */
public final class SplitChoices {

    private static final String SERVICE = "service:";
    private static final String GROUP = "group:";

    /** A longer list helps nobody; the HTTP API takes every group. */
    private static final int MOST_GROUPS = 200;

    private SplitChoices() {}

    /** Those of the groups that fire. */
    public static List<Choice> of(List<AttachedGroup> groups) {
        var firing = groups.stream()
                .filter(group -> group.isThere() && group.firing() > 0)
                .toList();
        var choices = new ArrayList<Choice>();
        firing.stream()
                .collect(Collectors.groupingBy(AttachedGroup::service, TreeMap::new, Collectors.counting()))
                .forEach((service, count) -> choices.add(new Choice(
                        SERVICE + service,
                        "All of " + service + (count == 1 ? " (1 group)" : " (" + count + " groups)"))));
        firing.stream()
                .limit(MOST_GROUPS)
                .map(group -> new Choice(GROUP + group.id(), group.name() + " of " + group.service()))
                .forEach(choices::add);
        return choices;
    }

    /** @param what the value of a choice */
    public static SplitRequest request(String what, String reason) {
        if (what.startsWith(SERVICE)) {
            return new SplitRequest(null, what.substring(SERVICE.length()), reason);
        }
        try {
            return new SplitRequest(
                    List.of(UUID.fromString(what.startsWith(GROUP) ? what.substring(GROUP.length()) : "")),
                    null,
                    reason);
        } catch (IllegalArgumentException e) {
            throw new FieldInvalid("what", "must be a service or a group of the list");
        }
    }
}
