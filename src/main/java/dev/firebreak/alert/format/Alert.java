package dev.firebreak.alert.format;

import dev.firebreak.text.Hash;
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

    private static final int LONGEST_FINGERPRINT = 64;

    /** Identifies one firing: the same fingerprint with a later start is another alert. */
    public record Key(String source, String fingerprint, Instant startsAt) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            var order = source.equals(other.source) ? 0 : source.compareTo(other.source); // mostly the same String
            order = order != 0 ? order : fingerprint.compareTo(other.fingerprint);
            return order != 0 ? order : startsAt.compareTo(other.startsAt);
        }
    }

    /** The fingerprint of an alert that its sender names by this key: the key itself if it is short and plain, else a hash. */
    public static String fingerprint(String key) {
        return isSafe(key) ? key : Hash.sha256(key);
    }

    private static boolean isSafe(String key) {
        for (var n = 0; n < key.length(); n++) {
            var letter = key.charAt(n);
            if (!(letter >= 'a' && letter <= 'z'
                    || letter >= 'A' && letter <= 'Z'
                    || letter >= '-' && letter <= ':' && letter != '/'
                    || letter == '_')) {
                return false;
            }
        }
        return !key.isEmpty() && key.length() <= LONGEST_FINGERPRINT;
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
