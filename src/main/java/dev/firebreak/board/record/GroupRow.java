package dev.firebreak.board.record;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.alert.attached.AttachedGroup;
import dev.firebreak.board.page.Moment;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One group in the incident of others.
 *
 * @param state {@code firing}, {@code resolved} or {@code split off}
 * @param style CSS class of the state
 * @param alerts in words, such as {@code 2 of 3 firing · }; empty for a group that has left
 * @param leftTo the id of its own incident, or null
 */
public record GroupRow(
        String name,
        String state,
        String style,
        String alerts,
        String reason,
        Moment since,
        String leftTo,
        String left) {

    /**
     * The groups of one service.
     *
     * @param count in words, such as {@code 3 of 12 groups firing}
     * @param more how many are not listed, or 0
     */
    public record OfService(String service, String count, List<GroupRow> rows, int more) {

        /** Whether some are not listed. */
        public boolean hasMore() {
            return more > 0;
        }
    }

    private static final int LISTED = 20;

    /** By service, in their order. */
    public static List<OfService> byService(List<AttachedGroup> groups, DisplayNames names, Instant now) {
        return groups.stream()
                .collect(Collectors.groupingBy(AttachedGroup::service, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(entry -> of(entry.getKey(), entry.getValue(), names, now))
                .toList();
    }

    private static OfService of(String service, List<AttachedGroup> groups, DisplayNames names, Instant now) {
        var firing = groups.stream().filter(group -> group.firing() > 0).count();
        return new OfService(
                service,
                firing + " of " + (groups.size() == 1 ? "1 group" : groups.size() + " groups") + " firing",
                groups.stream()
                        .limit(LISTED)
                        .map(group -> of(group, names, now))
                        .toList(),
                Math.max(0, groups.size() - LISTED));
    }

    private static GroupRow of(AttachedGroup group, DisplayNames names, Instant now) {
        var fires = group.firing() > 0;
        return new GroupRow(
                group.name() == null ? group.groupKey() : group.name(),
                group.isThere() ? fires ? "firing" : "resolved" : "split off",
                fires ? "alarm" : "good",
                group.isThere() ? group.firing() + " of " + group.alerts() + " firing · " : "",
                group.reason(),
                Moment.of(group.attachedAt(), now),
                group.leftTo() == null ? null : group.leftTo().value(),
                group.isThere() ? "" : names.of(group.leftBy()) + ": " + group.leftReason());
    }
}
