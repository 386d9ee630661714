package dev.firebreak.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firebreak.catalog.Secrets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Recognises senders of changes by their secrets, read at each use, so that a rotated one counts at once. */
@Component
public class ChangeSenders {

    /** A shorter secret can be guessed. */
    private static final int SHORTEST = 20;

    private static final String BEARER = "Bearer ";

    private static final Logger log = LoggerFactory.getLogger(ChangeSenders.class);

    private final ChangeSettings settings;
    private final Secrets secrets;

    ChangeSenders(ChangeSettings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    /** The name of the sender whose secret is the bearer token of this header. */
    public Optional<String> byBearer(String authorization) {
        if (authorization == null || !authorization.startsWith(BEARER)) {
            return Optional.empty();
        }
        var token = authorization.substring(BEARER.length()).strip();
        return settings.senders().keySet().stream()
                .filter(name -> proves(name, secret -> isSame(secret, token)))
                .findFirst();
    }

    /** Whether there is a sender of this name. */
    boolean isKnown(String name) {
        return settings.senders().containsKey(name);
    }

    /** Whether the proof fits the sender's secret. */
    public boolean proves(String name, Predicate<String> proof) {
        var sender = settings.senders().get(name);
        if (sender == null) {
            return false;
        }
        try {
            var secret = secrets.reveal(sender.secret());
            if (secret.length() >= SHORTEST) {
                return proof.test(secret);
            }
            log.warn(
                    "The secret of the sender of changes {} has less than {} characters and is not used",
                    name,
                    SHORTEST);
        } catch (RuntimeException e) {
            log.warn("The sender of changes {} has no secret: {}", name, e.getMessage());
        }
        return false;
    }

    /** In a time that does not tell how much of it is right. */
    public static boolean isSame(String secret, String sent) {
        return sent != null && MessageDigest.isEqual(secret.getBytes(UTF_8), sent.getBytes(UTF_8));
    }
}
