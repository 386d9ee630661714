package dev.firebreak.alert.format;

import java.time.Instant;
import java.util.Map;

/**
 * One alert as it was sent. Nothing in it is fit to be shown or stored as text yet.
 *
 * @param startsAt null where the sender gave none that can be read
 * @param endsAt null while it fires
 * @param incomplete whether something that every alert should have was missing
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

    /** The name of an alert's state: a later time of the same trouble is another one. */
    public record Key(String source, String fingerprint, Instant startsAt) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            var order = source.compareTo(other.source);
            order = order != 0 ? order : fingerprint.compareTo(other.fingerprint);
            return order != 0 ? order : startsAt.compareTo(other.startsAt);
        }
    }

    public String label(String name) {
        return said(labels.get(name));
    }

    public String annotation(String name) {
        return said(annotations.get(name));
    }

    private static String said(String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
