package dev.firebreak.access.source;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The content of a sender's Authorization header: a bearer token, or basic auth with the source as user.
 *
 * @param source null for a bearer token
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
                    : Optional.of(
                            new SourceCredentials(cleanName(pair.substring(0, colon)), pair.substring(colon + 1)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /**
     * Replaces all unusual characters, because the name appears in the log and in incidents and must not forge a line
     * there.
     */
    private static String cleanName(String raw) {
        var kept = raw.replaceAll("[^A-Za-z0-9._@-]", "?");
        return kept.substring(0, Math.min(kept.length(), 120));
    }

    @Override
    public String toString() {
        return "SourceCredentials[" + source + "]";
    }
}
