package dev.firebreak.alert.dedup;

import dev.firebreak.alert.format.Alert;

/** An alert of a payload together with the key of the firing that it belongs to. */
public record KeyedAlert(Alert.Key key, Alert alert) {}
