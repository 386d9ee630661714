package dev.firebreak.alert;

import java.util.ArrayList;
import java.util.List;

/** A notification while it is read: fields may come in any order, or not at all. */
final class SentNotification {

    String groupKey;
    String status;
    long truncated;
    List<SentAlert> alerts;

    Notification toNotification() {
        var read = new ArrayList<Alert>(alerts.size());
        alerts.forEach(alert -> read.add(alert.toAlert(status)));
        return new Notification(group(read), truncated, read);
    }

    private String group(List<Alert> read) {
        if (groupKey != null && !groupKey.isBlank()) {
            return groupKey;
        }
        return read.isEmpty() ? "none" : "alert " + read.get(0).fingerprint();
    }
}
