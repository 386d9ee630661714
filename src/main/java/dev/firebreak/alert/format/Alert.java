package dev.firebreak.alert.format;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One alert as it was sent. Its texts are not safe to show or store yet.
 *
 * @param startsAt null if the sender gave no readable time
 * @param endsAt null while the alert fires
 * @param incomplete whether a field that every alert should have is missing
 */
public record Alert(
        String fingerprint,
        Instant startsAt,
        Instant endsAt,
        boolean firing,
        Map<String, String> labels,
        Map<String, String> annotations,
        String generatorUrl,
        boolean incomplete) {

    /** Identifies one firing: the same fingerprint with a later start is another alert. */
    public record Key(String source, String fingerprint, Instant startsAt) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            var order = source.equals(other.source) ? 0 : source.compareTo(other.source); // mostly the same String
            order = order != 0 ? order : fingerprint.compareTo(other.fingerprint);
            return order != 0 ? order : startsAt.compareTo(other.startsAt);
        }
    }

    public String label(String name) {
        return textOrNull(labels.get(name));
    }

    /** The service that the alert names; {@code unknown} if it names none. */
    public String service() {
        for (var name : List.of("service", "job", "instance")) {
            if (label(name) != null) {
                return label(name);
            }
        }
        return "unknown";
    }

    public String annotation(String name) {
        return textOrNull(annotations.get(name));
    }

    private static String textOrNull(String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
