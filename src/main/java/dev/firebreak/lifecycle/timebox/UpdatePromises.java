package dev.firebreak.lifecycle.timebox;

import dev.firebreak.incident.TimelineEntry;
import java.util.List;
import java.util.Optional;

/** Promised updates that were not given in time. */
public final class UpdatePromises {

    /** How the line about a broken promise begins. */
    public static final String BROKEN = "The update to ";

    private static final String UPDATE = "Update";

    private UpdatePromises() {}

    /** The last broken promise after which no update was given. */
    public static Optional<TimelineEntry> broken(List<TimelineEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.what().startsWith(BROKEN) || entry.what().startsWith(UPDATE))
                .reduce((earlier, later) -> later)
                .filter(entry -> entry.what().startsWith(BROKEN));
    }
}
