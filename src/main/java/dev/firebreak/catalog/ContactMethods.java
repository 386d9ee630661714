package dev.firebreak.catalog;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How a person is paged besides by mail, and in which order.
 *
 * @param ntfy a topic of the ntfy server; null if there is none
 * @param webhook the name of a receiver in {@code firebreak.comms.webhook}; null if there is none
 * @param phone a number such as +4915112345678, for text messages and calls; null if there is none
 * @param rules over which channels a page goes and when; without any, over the first channel that takes it
 * @param quiet when pages of low severity wait; null if they never do
 */
public record ContactMethods(
        String ntfy, String webhook, String phone, List<NotificationRule> rules, QuietHours quiet) {

    public static final ContactMethods NONE = new ContactMethods(null, null, null, List.of(), null);

    /** As ntfy allows. Anyone who knows a topic can read it, so it is hard to guess. */
    public static final Pattern TOPIC = Pattern.compile("[-_A-Za-z0-9]{1,64}");

    /** E.164: a plus, the country and the number, at most 15 digits. */
    public static final Pattern PHONE = Pattern.compile("\\+[1-9][0-9]{6,14}");

    public ContactMethods {
        rules = List.copyOf(rules);
    }
}
