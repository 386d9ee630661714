package dev.firebreak.engine.passwords;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers for five minutes which passwords matched which hashes, so that a program with basic auth does not cost a
 * slow hash on every request. It keeps HMACs under a key of this process, no passwords. A changed password has another
 * hash, so its predecessor counts no longer, on any node.
 */
final class VerifiedPasswords {

    private static final Duration VALID_FOR = Duration.ofMinutes(5);
    private static final int MAX_REMEMBERED = 1_000;

    private final Clock clock;
    private final SecretKeySpec key;
    private final Map<String, Instant> validUntil = new LinkedHashMap<>(16, 0.75f, true);

    VerifiedPasswords(Clock clock) {
        this.clock = clock;
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, "HmacSHA256");
    }

    boolean contains(String password, String encrypted) {
        var pair = hmac(password, encrypted);
        synchronized (validUntil) {
            var until = validUntil.get(pair);
            return until != null && until.isAfter(clock.instant());
        }
    }

    void add(String password, String encrypted) {
        var pair = hmac(password, encrypted);
        synchronized (validUntil) {
            validUntil.put(pair, clock.instant().plus(VALID_FOR));
            if (validUntil.size() > MAX_REMEMBERED) {
                validUntil.remove(validUntil.keySet().iterator().next());
            }
        }
    }

    private String hmac(String password, String encrypted) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(encrypted.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0); // no hash contains it, so no other pair has the same bytes
            return Base64.getEncoder().encodeToString(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
