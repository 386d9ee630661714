package dev.firebreak.alert.format.alertmanager;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.alert.format.AlertNotification;
import java.util.ArrayList;
import java.util.List;

/** A notification while it is read: fields may come in any order, or not at all. */
final class RawNotification {

    String groupKey;
    String status;
    long truncated;
    List<RawAlert> alerts;

    AlertNotification toNotification() {
        var read = new ArrayList<Alert>(alerts.size());
        var times = new RawTimes();
        alerts.forEach(alert -> read.add(alert.toAlert(status, times)));
        return new AlertNotification(group(read), truncated, read);
    }

    private String group(List<Alert> read) {
        if (groupKey != null && !groupKey.isBlank()) {
            return groupKey;
        }
        return read.isEmpty() ? "none" : "alert " + read.get(0).fingerprint();
    }
}
