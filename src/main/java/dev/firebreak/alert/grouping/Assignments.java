package dev.firebreak.alert.grouping;

import dev.firebreak.incident.IncidentId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.UUID;

/**
 * The result of correlation: where every alert of a batch goes.
 *
 * @param payloads in the order of the batch
 * @param groups by payload, as they are after the batch
 * @param changedGroups those that differ from what is stored
 * @param touched the open incidents whose alerts may all be resolved now, or may fire again
 */
public record Assignments(
        List<Assignment> payloads,
        Map<UUID, AlertGroup> groups,
        Collection<AlertGroup> changedGroups,
        SortedSet<IncidentId> touched) {

    /** The incident that the group of a payload belongs to after the batch, or null. */
    public IncidentId incidentOfGroup(Assignment payload) {
        return group(payload).incident();
    }

    /** The group of a payload after the batch. */
    public AlertGroup group(Assignment payload) {
        return groups.get(payload.changes().payload().id());
    }
}
