package dev.firebreak.status;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * An incident as customers were told of it, for other places than our page.
 *
 * @param id ours; no text for customers has it
 * @param title such as {@code Problem with Git hosting}
 * @param impact {@code degraded}, {@code partial} or {@code major}
 * @param componentState what it alone means for the component now; {@code operational} where nothing is out
 * @param isOver whether the record says so
 * @param texts what was said, the oldest first
 */
public record PublishedIncident(
        String id,
        String service,
        String title,
        String impact,
        String componentState,
        boolean isOver,
        List<Text> texts) {

    /** What is said of one that the record calls over, where nobody gave customers a last word. */
    public static final String OVER = "This incident is over.";

    /** What these incidents together mean for a component, as {@code componentState}; the worst counts. */
    public static String worst(Collection<PublishedIncident> incidents) {
        return incidents.stream()
                .map(one -> ComponentState.valueOf(one.componentState().toUpperCase(Locale.ROOT)))
                .reduce(ComponentState.OPERATIONAL, ComponentState::worse)
                .key();
    }

    /** @param status investigating, identified, monitoring or resolved */
    public record Text(Instant at, String status, String text) {}
}
