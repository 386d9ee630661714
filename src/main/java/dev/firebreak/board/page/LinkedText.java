package dev.firebreak.board.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Foreign text cut into plain pieces and links. Only http and https become links, never with a user name in front of the
 * host, and the host is shown beside (guarantees.md E9): {@code https://bank.example@evil.example} stays text.
 */
public final class LinkedText {

    /** @param url null for plain text */
    public record Piece(String text, String url, String host) {}

    private static final int LONGEST = 2_000;
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

    private static void plain(List<Piece> pieces, String text) {
        if (!text.isEmpty()) {
            pieces.add(new Piece(text, null, null));
        }
    }

    /** The host of an address that may be followed, or null. A host with letters beyond ASCII has none here. */
    private static String host(String address) {
        if (address.length() > LONGEST) {
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
