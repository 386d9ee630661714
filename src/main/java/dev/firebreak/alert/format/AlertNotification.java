package dev.firebreak.alert.format;

import java.util.List;

/**
 * The content of one payload: a group and its alerts.
 *
 * @param groupKey as sent; where the sender has no groups, the key of the first alert
 * @param truncated how many alerts of the group the sender left out ({@code max_alerts})
 * @param acknowledged the fingerprints of alerts that somebody works on, as the sender says
 * @param unmatched why the declared mapping of its format does not match the payload, which then has no alerts; or null
 */
public record AlertNotification(
        String groupKey, long truncated, List<Alert> alerts, List<String> acknowledged, String unmatched) {

    public AlertNotification(String groupKey, long truncated, List<Alert> alerts) {
        this(groupKey, truncated, alerts, List.of(), null);
    }

    public static AlertNotification acknowledged(String groupKey, String fingerprint) {
        return new AlertNotification(groupKey, 0, List.of(), List.of(fingerprint), null);
    }

    public static AlertNotification unmatched(String why) {
        return new AlertNotification("none", 0, List.of(), List.of(), why);
    }

    /** The same with only these of its alerts. */
    public AlertNotification with(List<Alert> some) {
        return new AlertNotification(groupKey, truncated, some, acknowledged, unmatched);
    }
}
