package dev.firebreak.alert.format.alertmanager;

import dev.firebreak.alert.format.Alert;
import dev.firebreak.text.Hash;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** An alert while it is read. What is missing falls back to the careful side: it fires (guarantees.md D11). */
final class RawAlert {

    private static final Pattern FINGERPRINT = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    String status;
    String startsAt;
    String endsAt;
    String generatorUrl;
    String fingerprint;
    Map<String, String> labels = Map.of();
    Map<String, String> annotations = Map.of();

    Alert toAlert(String groupStatus) {
        var said = status != null ? status : groupStatus;
        var firing = !"resolved".equalsIgnoreCase(said);
        var starts = said(instant(startsAt));
        var incomplete = said == null || starts == null || isMissing("alertname") || isMissing("severity");
        return new Alert(
                name(),
                starts,
                firing ? null : said(instant(endsAt)),
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

    private String name() {
        if (fingerprint != null && FINGERPRINT.matcher(fingerprint).matches()) {
            return fingerprint;
        }
        return Hash.sha256(fingerprint != null ? fingerprint : new TreeMap<>(labels).toString());
    }

    /** Go writes year 1 for "no time". */
    private static Instant said(Instant at) {
        return at == null || at.equals(EARLIEST) ? null : at;
    }

    /** To the microsecond, as both databases keep it, and within the years that both can. */
    private static Instant instant(String text) {
        if (text == null) {
            return null;
        }
        try {
            var at = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
            return at.isBefore(EARLIEST) ? EARLIEST : at.isAfter(LATEST) ? LATEST : at;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
