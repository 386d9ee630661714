package dev.firebreak.status;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What the page shows.
 *
 * @param state the worst state of all components
 * @param open incidents that are not over, the newest first
 * @param maintenance now and planned, the first to begin first
 * @param past incidents of the last {@value StatusReader#SHOWN_DAYS} days that are over, the newest first
 */
record StatusPage(
        String title,
        ComponentState state,
        List<Component> components,
        List<Published> open,
        List<Maintenance> maintenance,
        List<Published> past) {

    /**
     * A component with its history.
     *
     * @param uptime the share of the days' time without a published outage, in percent
     * @param days the oldest first
     */
    record Component(String name, ComponentState state, double uptime, List<Day> days) {}

    /**
     * One day of UTC.
     *
     * @param uptime in percent; of today, the part that is over
     */
    record Day(LocalDate date, ComponentState worst, double uptime) {}

    /**
     * An incident that customers were told of.
     *
     * @param status investigating, identified, monitoring or resolved
     * @param resolvedAt null while it is open
     * @param updates the newest first
     */
    record Published(
            String id,
            String component,
            String status,
            ComponentState impact,
            Instant startedAt,
            Instant resolvedAt,
            List<Update> updates) {

        String title() {
            return "Problem with " + component;
        }

        Instant lastChange() {
            return updates.get(0).at();
        }
    }

    /** @param isOn whether it is under way */
    record Maintenance(String component, String text, Instant starts, Instant ends, boolean isOn) {}

    /** A text, and the status at its time. */
    record Update(Instant at, String status, String text) {}
}
