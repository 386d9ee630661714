package dev.firebreak.alert.format;

import java.util.List;

/**
 * The content of one payload: a group and its alerts.
 *
 * @param groupKey as sent; where the sender has no groups, the fingerprint of the first alert
 * @param truncated how many alerts of the group the sender left out ({@code max_alerts})
 */
public record AlertNotification(String groupKey, long truncated, List<Alert> alerts) {}
