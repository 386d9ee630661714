package dev.firebreak.alert.format.alertmanager;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.text.Hash;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** An alert while it is read. A missing status falls back to the safe side: the alert fires (guarantees.md D11). */
final class RawAlert {

    private static final Pattern FINGERPRINT = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

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
        if (fingerprint != null && FINGERPRINT.matcher(fingerprint).matches()) {
            return fingerprint;
        }
        return Hash.sha256(fingerprint != null ? fingerprint : new TreeMap<>(labels).toString());
    }
}
