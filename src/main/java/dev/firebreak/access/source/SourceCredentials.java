package dev.firebreak.access.source;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * What a sender's Authorization header says: a bearer token, or basic auth with the source as user.
 *
 * @param source null where only a token was shown
 */
record SourceCredentials(String source, String token) {

    private static final int LONGEST = 2_000;

    static Optional<SourceCredentials> of(String header) {
        if (header == null || header.length() > LONGEST) {
            return Optional.empty();
        }
        if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Optional.of(new SourceCredentials(null, header.substring(7).strip()));
        }
        return header.regionMatches(true, 0, "Basic ", 0, 6)
                ? basic(header.substring(6).strip())
                : Optional.empty();
    }

    private static Optional<SourceCredentials> basic(String encoded) {
        try {
            var pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            var colon = pair.indexOf(':');
            return colon < 1
                    ? Optional.empty()
                    : Optional.of(new SourceCredentials(named(pair.substring(0, colon)), pair.substring(colon + 1)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Goes into the log and into a self-incident: nothing that could forge a line there. */
    private static String named(String raw) {
        var kept = raw.replaceAll("[^A-Za-z0-9._@-]", "?");
        return kept.substring(0, Math.min(kept.length(), 120));
    }

    @Override
    public String toString() {
        return "SourceClaim[" + source + "]";
    }
}
