package dev.firebreak.change.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firebreak.change.ChangeSenders;
import dev.firebreak.text.Hash;
import java.util.HexFormat;
import java.util.Locale;
import org.springframework.http.HttpHeaders;

/**
 * The proof that a Git server sent a body: {@code X-Hub-Signature-256} (GitHub, Gitea, Forgejo), {@code X-Gitea-Signature},
 * or the secret itself in {@code X-Gitlab-Token}, which is all that GitLab offers.
 */
record PushSignature(HttpHeaders head, byte[] body) {

    private static final String PREFIX = "sha256=";

    boolean fits(String secret) {
        var hub = head.getFirst("X-Hub-Signature-256");
        if (hub != null) {
            return hub.startsWith(PREFIX) && isSigned(secret, hub.substring(PREFIX.length()));
        }
        var gitea = head.getFirst("X-Gitea-Signature");
        if (gitea != null) {
            return isSigned(secret, gitea);
        }
        return ChangeSenders.isSame(secret, head.getFirst("X-Gitlab-Token"));
    }

    private boolean isSigned(String secret, String hex) {
        var right = HexFormat.of().formatHex(Hash.hmacSha256(secret.getBytes(UTF_8), body));
        return ChangeSenders.isSame(right, hex.toLowerCase(Locale.ROOT));
    }
}
