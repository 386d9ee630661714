package dev.firebreak.comms.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firebreak.text.Hash;
import java.util.Base64;

/** The signature {@code v1} of Standard Webhooks: HMAC-SHA256 over id, time and body. */
public final class WebhookSignature {

    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;

    private final byte[] key;

    private WebhookSignature(byte[] key) {
        this.key = key;
    }

    /** @throws IllegalArgumentException if the secret doesn't have the form of the standard; without its value */
    public static WebhookSignature with(String secret) {
        var error = "the secret must be whsec_ and 24 to 64 bytes in base64";
        if (!secret.startsWith(PREFIX)) {
            throw new IllegalArgumentException(error);
        }
        byte[] key;
        try {
            key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException(error); // the cause could show a part of the secret
        }
        if (key.length < SHORTEST || key.length > LONGEST) {
            throw new IllegalArgumentException(error);
        }
        return new WebhookSignature(key);
    }

    /** @param timestamp seconds since 1970 */
    public String of(String id, long timestamp, String body) {
        var signed = Hash.hmacSha256(key, (id + "." + timestamp + "." + body).getBytes(UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(signed);
    }
}
