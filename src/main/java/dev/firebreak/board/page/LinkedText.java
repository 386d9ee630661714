package dev.firebreak.board.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Splits untrusted text into plain pieces and links. Only http and https addresses without user info become links, and
 * the page shows the host next to each link (guarantees.md E9): {@code https://bank.example@evil.example} stays text.
 */
public final class LinkedText {

    /**
     * A piece of the text.
     *
     * @param url the link's address, or null for plain text
     * @param host the link's host, or null for plain text
     */
    public record Piece(String text, String url, String host) {}

    private static final int MAX_ADDRESS = 2_000;
    private static final Pattern ADDRESS = Pattern.compile("(?i)\\bhttps?://[^\\s<>\"'`\\\\]+");
    private static final Pattern TRAILING = Pattern.compile("[.,;:!?)\\]}]+$");

    private LinkedText() {}

    public static List<Piece> of(String text) {
        var pieces = new ArrayList<Piece>();
        var found = ADDRESS.matcher(text);
        var end = 0;
        while (found.find()) {
            var address = TRAILING.matcher(found.group()).replaceFirst("");
            var host = host(address);
            if (host != null) {
                plain(pieces, text.substring(end, found.start()));
                pieces.add(new Piece(address, address, host));
                end = found.start() + address.length();
            }
        }
        plain(pieces, text.substring(end));
        return pieces;
    }

    /** A link with a text of its own; empty if the address may not become one. */
    public static Optional<Piece> link(String text, String address) {
        return Optional.ofNullable(host(address)).map(host -> new Piece(text, address, host));
    }

    private static void plain(List<Piece> pieces, String text) {
        if (!text.isEmpty()) {
            pieces.add(new Piece(text, null, null));
        }
    }

    /** The host of an address that may become a link, or null; null also for hosts with non-ASCII letters. */
    private static String host(String address) {
        if (address.length() > MAX_ADDRESS) {
            return null;
        }
        try {
            var uri = new URI(address);
            var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            var isWeb = scheme.equals("http") || scheme.equals("https");
            return isWeb && uri.getRawUserInfo() == null ? uri.getHost() : null;
        } catch (URISyntaxException notAnAddress) {
            return null;
        }
    }
}
