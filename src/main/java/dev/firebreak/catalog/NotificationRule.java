package dev.firebreak.catalog;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One line of a person's notification rules: by this channel, so long after the page, unless somebody has acknowledged
 * by then.
 *
 * @param channel one of {@link #CHANNELS}
 * @param after zero to an hour, in whole minutes
 */
public record NotificationRule(String channel, Duration after) {

    /** The channels that reach a person. */
    public static final List<String> CHANNELS = List.of("mail", "ntfy", "webhook", "sms", "voice");

    private static final Pattern FORM = Pattern.compile("([a-z]+)(?: after ([0-9]{1,2})m)?");
    private static final Duration LONGEST = Duration.ofHours(1);

    public NotificationRule {
        if (!CHANNELS.contains(channel)) {
            throw new IllegalArgumentException("the channel must be one of " + String.join(", ", CHANNELS));
        }
        if (after.isNegative() || after.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("the delay must be 0 to 60 minutes");
        }
    }

    /** Reads {@code mail} or {@code sms after 5m}. */
    public static NotificationRule parse(String text) {
        var read = FORM.matcher(text);
        if (!read.matches()) {
            throw new IllegalArgumentException("must be a channel, such as mail, or sms after 5m");
        }
        var minutes = read.group(2) == null ? 0 : Integer.parseInt(read.group(2));
        return new NotificationRule(read.group(1), Duration.ofMinutes(minutes));
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return after.isZero() ? channel : channel + " after " + after.toMinutes() + "m";
    }
}
