package dev.firebreak.comms;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.Lifecycle;
import java.util.List;

/**
 * Event: a commander's text for customers goes out, or is about to. Published again if the message is tried again.
 *
 * @param audiences the audiences outside that hear it, such as {@code customers}
 * @param text exactly what the commander wrote
 * @param key the same for each try of the same message
 */
public record CustomersInformed(IncidentId incident, List<String> audiences, String text, String key) {

    /** Whether the audience {@code customers} hears it, which is the one of the status page (ADR 47). */
    public boolean reachesCustomers() {
        return audiences.contains(Lifecycle.CUSTOMERS);
    }
}
