package dev.firebreak.alert;

import dev.firebreak.incident.IncidentId;

/**
 * A new alert in our words.
 *
 * @param incident where it belongs; null for what was resolved before it was ever seen firing
 */
record KeptAlert(Alert.Key key, IncidentId incident, Words words, boolean incomplete) {}
