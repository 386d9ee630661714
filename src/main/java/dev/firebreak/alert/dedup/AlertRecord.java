package dev.firebreak.alert.dedup;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.incident.IncidentId;

/**
 * A new alert in our words.
 *
 * @param incident where it belongs; null for what was resolved before it was ever seen firing
 */
public record AlertRecord(Alert.Key key, IncidentId incident, AlertSummary summary, boolean incomplete) {}
