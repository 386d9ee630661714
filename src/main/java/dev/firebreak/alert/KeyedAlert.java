package dev.firebreak.alert;

/** An alert of a payload together with the key of the firing that it belongs to. */
record KeyedAlert(Alert.Key key, Alert alert) {}
