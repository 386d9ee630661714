package dev.firebreak.change;

import dev.firebreak.text.Hash;
import dev.firebreak.text.Text;
import dev.firebreak.web.FieldInvalid;
import dev.firebreak.web.RejectUnknownFields;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * What is reported of a change.
 *
 * @param id the sender's own id of the change, or null; without one, equal reports are the same change
 * @param who the sender, if null
 * @param when now, if null
 * @param link http or https, or null
 */
@RejectUnknownFields
public record ChangeReport(String id, String service, String what, String who, Instant when, String link) {

    private static final int SERVICE = 120;
    private static final int WHAT = 500;
    private static final int WHO = 120;
    private static final int LINK = 1000;
    private static final int ID = 200;
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);
    private static final Set<String> SCHEMES = Set.of("http", "https");

    /** Throws {@link FieldInvalid}, which names the field. */
    ServiceChange toChange(String sender, Instant now) {
        if (when != null && when.isAfter(now.plus(CLOCKS_DIFFER))) {
            throw new FieldInvalid("when", "must not be in the future");
        }
        return new ServiceChange(
                UUID.randomUUID(),
                required("service", service, SERVICE),
                required("what", what, WHAT),
                who == null || who.isBlank() ? sender : required("who", who, WHO),
                when == null ? now : when,
                checkedLink(),
                sender,
                now);
    }

    /** Of equal reports of one sender the same. */
    String key(String sender) {
        if (id != null && id.length() > ID) {
            throw new FieldInvalid("id", "has at most " + ID + " characters");
        }
        var parts = id == null || id.isBlank()
                ? String.join(
                        "\n",
                        "",
                        service,
                        what,
                        "" + who,
                        "" + when,
                        "" + link,
                        when == null ? "" + UUID.randomUUID() : "")
                : id + "\n" + service;
        return Hash.sha256(sender + "\n" + parts);
    }

    private static String required(String field, String text, int longest) {
        if (text == null || text.isBlank()) {
            throw new FieldInvalid(field, "is required");
        }
        if (text.strip().length() > longest) {
            throw new FieldInvalid(field, "has at most " + longest + " characters");
        }
        return Text.shown(text, longest);
    }

    private String checkedLink() {
        if (link == null || link.isBlank()) {
            return null;
        }
        try {
            var address = new URI(link.strip());
            if (link.length() <= LINK && address.getHost() != null && SCHEMES.contains(address.getScheme())) {
                return address.toASCIIString();
            }
        } catch (URISyntaxException notAnAddress) {
            // said below
        }
        throw new FieldInvalid("link", "must be an address such as https://ci.example/builds/7");
    }
}
