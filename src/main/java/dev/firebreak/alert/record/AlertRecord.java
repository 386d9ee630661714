package dev.firebreak.alert.record;

import dev.firebreak.alert.format.Alert;

/** A new alert as it is stored for people. */
record AlertRecord(Alert.Key key, AlertSummary summary, boolean incomplete) {}
