package dev.firebreak.comms.channel.mail;

import java.util.regex.Pattern;

/**
 * The mail addresses that Firebreak sends to: the format of HTML's {@code input type=email}. Quotes, comments, routes,
 * groups and lists are not allowed, so that a contact can never become two recipients or a header (guarantees.md E6).
 */
final class MailAddress {

    private static final int LONGEST = 254;
    private static final Pattern FORM = Pattern.compile(
            "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
                    + "@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?){0,10}");

    private MailAddress() {}

    /** Whether mail can be sent to the address. */
    static boolean isUsable(String address) {
        return address != null
                && address.length() <= LONGEST
                && FORM.matcher(address).matches();
    }
}
