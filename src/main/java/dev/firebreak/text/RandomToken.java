package dev.firebreak.text;

import java.security.SecureRandom;
import java.util.Base64;

/** A secret that nobody guesses: 256 random bits as 43 characters of base64url. */
public final class RandomToken {

    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomToken() {}

    /** A new one. */
    public static String next() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
