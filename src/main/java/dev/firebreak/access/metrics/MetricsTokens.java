package dev.firebreak.access.metrics;

import dev.firebreak.access.SecretReferences;
import dev.firebreak.text.Hash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.springframework.stereotype.Component;

/** The tokens that may read the metrics. Checked at the start; compared in constant time. */
@Component
public class MetricsTokens {

    private static final String KEY = "firebreak.metrics.token";
    private static final int SHORTEST = 16;
    private static final int LONGEST = 1_000;
    private static final int LONGEST_HEADER = 2_000;

    private final List<byte[]> hashes;

    MetricsTokens(MetricsAccessSettings settings, SecretReferences references) {
        this.hashes = settings.token().stream()
                .map(token -> hash(checked(resolved(token, references))))
                .toList();
    }

    private static String resolved(String token, SecretReferences references) {
        try {
            return references.resolve(token.strip());
        } catch (RuntimeException unknown) {
            throw new MetricsTokenInvalid(KEY + ": " + unknown.getMessage());
        }
    }

    private static String checked(String token) {
        if (token.length() < SHORTEST || token.length() > LONGEST) {
            throw new MetricsTokenInvalid(KEY + ": a token has " + SHORTEST + " to " + LONGEST + " characters");
        }
        return token;
    }

    /** Whether a token is set, so that anybody can read the metrics. */
    boolean areSet() {
        return !hashes.isEmpty();
    }

    /** Whether the Authorization header has a valid token: as bearer token, or as the password of basic auth. */
    boolean accept(String header) {
        if (header == null || header.length() > LONGEST_HEADER) {
            return false;
        }
        var sent = hash(tokenOf(header));
        var found = false;
        for (var valid : hashes) {
            found |= MessageDigest.isEqual(valid, sent);
        }
        return found;
    }

    private static String tokenOf(String header) {
        if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return header.substring(7).strip();
        }
        return header.regionMatches(true, 0, "Basic ", 0, 6)
                ? password(header.substring(6).strip())
                : "";
    }

    private static String password(String encoded) {
        try {
            var pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    private static byte[] hash(String token) {
        return Hash.sha256(token).getBytes(StandardCharsets.US_ASCII);
    }
}
