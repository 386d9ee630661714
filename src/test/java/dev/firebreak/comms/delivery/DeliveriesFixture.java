package dev.firebreak.comms.delivery;

import dev.firebreak.incident.InMemoryRecord;
import dev.firebreak.incident.change.IncidentChanges;

/** Gives tests of other packages the outbox of notifications, without Spring. */
public final class DeliveriesFixture {

    private DeliveriesFixture() {}

    public static Deliveries deliveries(InMemoryRecord record) {
        return new Deliveries(record.jdbc(), record.beans().getBean(IncidentChanges.class), record.clock());
    }
}
