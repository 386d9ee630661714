package dev.firebreak.probe.heartbeat;

import dev.firebreak.catalog.Secrets;
import dev.firebreak.probe.HeartbeatDeclaration;
import dev.firebreak.probe.declaration.CurrentDeclarations;
import dev.firebreak.text.Hash;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Which heartbeat a token stands for. Kept as hashes, and read again every ten seconds, so that a rotated secret counts
 * soon and a stranger who guesses costs nothing.
 */
@Component
class HeartbeatTokens {

    /** A shorter token can be guessed. */
    static final int SHORTEST = 20;

    private static final Duration KEPT = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(HeartbeatTokens.class);

    private final CurrentDeclarations declared;
    private final Secrets secrets;
    private final Clock clock;
    private volatile Read read;

    /** @param names by the SHA-256 of the token */
    private record Read(Object of, Instant at, Map<String, String> names) {}

    HeartbeatTokens(CurrentDeclarations declared, Secrets secrets, Clock clock) {
        this.declared = declared;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** The name of the heartbeat. */
    Optional<String> name(String token) {
        return Optional.ofNullable(current().names().get(Hash.sha256(token)));
    }

    /** Whether the declared token can be used; the log says why not. */
    boolean isUsable(HeartbeatDeclaration heartbeat) {
        return current().names().containsValue(heartbeat.name());
    }

    private Read current() {
        var known = read;
        var now = clock.instant();
        var all = declared.get();
        if (known == null || known.of() != all || !now.isBefore(known.at().plus(KEPT))) {
            known = new Read(all, now, names(all.heartbeats()));
            read = known;
        }
        return known;
    }

    private Map<String, String> names(Map<String, HeartbeatDeclaration> heartbeats) {
        var names = new HashMap<String, String>();
        heartbeats.values().stream().filter(one -> !one.isWatchdog()).forEach(one -> {
            try {
                var token = secrets.reveal(one.token());
                if (token.length() < SHORTEST) {
                    log.warn(
                            "The token of heartbeat {} has less than {} characters and is not used",
                            one.name(),
                            SHORTEST);
                } else if (names.putIfAbsent(Hash.sha256(token), one.name()) != null) {
                    log.warn("The token of heartbeat {} is that of another one and is not used", one.name());
                }
            } catch (RuntimeException e) {
                log.warn("Heartbeat {} has no token: {}", one.name(), e.getMessage());
            }
        });
        return names;
    }
}
