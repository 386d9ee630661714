package dev.firebreak.alert.format.alertmanager;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.text.Hash;
import java.util.Map;
import java.util.TreeMap;

/** An alert while it is read. A missing status falls back to the safe side: the alert fires (guarantees.md D11). */
final class RawAlert {

    private static final int LONGEST_FINGERPRINT = 64;

    String status;
    String startsAt;
    String endsAt;
    String generatorUrl;
    String fingerprint;
    Map<String, String> labels = Map.of();
    Map<String, String> annotations = Map.of();

    /** @param times of the whole payload, shared by its alerts */
    Alert toAlert(String groupStatus, RawTimes times) {
        var sentStatus = status != null ? status : groupStatus;
        var firing = !"resolved".equalsIgnoreCase(sentStatus);
        var starts = times.parse(startsAt);
        var incomplete = sentStatus == null || starts == null || isMissing("alertname") || isMissing("severity");
        return new Alert(
                safeFingerprint(),
                starts,
                firing ? null : times.parse(endsAt),
                firing,
                labels,
                annotations,
                generatorUrl,
                incomplete);
    }

    private boolean isMissing(String label) {
        var value = labels.get(label);
        return value == null || value.isBlank();
    }

    private String safeFingerprint() {
        if (fingerprint != null && isSafe(fingerprint)) {
            return fingerprint;
        }
        return Hash.sha256(fingerprint != null ? fingerprint : new TreeMap<>(labels).toString());
    }

    private static boolean isSafe(String fingerprint) {
        for (var n = 0; n < fingerprint.length(); n++) {
            var letter = fingerprint.charAt(n);
            if (!(letter >= 'a' && letter <= 'z'
                    || letter >= 'A' && letter <= 'Z'
                    || letter >= '-' && letter <= ':' && letter != '/'
                    || letter == '_')) {
                return false;
            }
        }
        return !fingerprint.isEmpty() && fingerprint.length() <= LONGEST_FINGERPRINT;
    }
}
