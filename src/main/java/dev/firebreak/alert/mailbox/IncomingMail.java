package dev.firebreak.alert.mailbox;

import dev.firebreak.text.Hash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One mail, as far as Firebreak reads it.
 *
 * @param from the address of the sender; empty if it has none, or several
 * @param messageId as the sender wrote it; empty if it has none
 * @param sentAt what its Date says, or null
 * @param receivedAt when the server got it
 * @param headers by name in small letters: the first values of those that say who made the mail
 */
record IncomingMail(
        long uid,
        String from,
        String messageId,
        String subject,
        Instant sentAt,
        Instant receivedAt,
        Map<String, List<String>> headers,
        String text) {

    private static final Duration CLOCKS = Duration.ofDays(1);
    private static final int MOST_LINES = 20;
    private static final List<String> WORDS = List.of("service", "severity", "symptom", "key");

    /** The same for the same mail, also in another mailbox. */
    String hash() {
        var id = messageId.isBlank() ? sentAt + "\n" + subject : messageId;
        return Hash.sha256(from.toLowerCase(Locale.ROOT) + "\n" + id);
    }

    /** When it was sent, unless its clock is far off. */
    Instant startsAt() {
        return sentAt != null && Duration.between(sentAt, receivedAt).abs().compareTo(CLOCKS) < 0 ? sentAt : receivedAt;
    }

    String header(String name) {
        var values = headers.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.get(0).strip();
    }

    boolean has(String name) {
        return headers.containsKey(name);
    }

    /**
     * What its first lines say, such as {@code severity: high}: {@code service}, {@code severity}, {@code symptom} and
     * {@code key}; the severity also in brackets in the subject, {@code [P1]}.
     */
    Map<String, String> words() {
        var words = new TreeMap<String, String>();
        text.lines().limit(MOST_LINES).forEach(line -> {
            var colon = line.indexOf(':');
            var name = colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            if (WORDS.contains(name) && !line.substring(colon + 1).isBlank()) {
                words.putIfAbsent(name, line.substring(colon + 1).strip());
            }
        });
        if (!words.containsKey("severity") && subject.startsWith("[") && subject.indexOf(']') > 1) {
            words.put("severity", subject.substring(1, subject.indexOf(']')).strip());
        }
        return words;
    }
}
