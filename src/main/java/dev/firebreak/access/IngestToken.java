package dev.firebreak.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/**
 * Sees to it that the alert source {@code default} has a token: the configured ones, else one that is generated once and
 * left in a file only its owner can read. The database keeps hashes only.
 */
@Component
public class IngestToken implements InitializingBean {

    static final String SOURCE = "default";

    private static final String ORIGIN = "configuration";
    private static final String SEVERITY = "high";
    private static final int SHORTEST = 16;

    private final AccessSettings settings;
    private final SourceTokens tokens;

    IngestToken(AccessSettings settings, SourceTokens tokens) {
        this.settings = settings;
        this.tokens = tokens;
    }

    /** Where the generated token lies. */
    public Path file() {
        return settings.dataDir().resolve("ingest-token");
    }

    /** Whether the owner gave tokens, so that there is no file. */
    public boolean isConfigured() {
        return !settings.ingestToken().isEmpty();
    }

    @Override
    public void afterPropertiesSet() {
        var valid = isConfigured() ? configured() : List.of(fromFile());
        valid.forEach(token -> tokens.admit(SOURCE, token, SEVERITY, ORIGIN, null));
        tokens.keepOnly(SOURCE, ORIGIN, valid);
    }

    private List<String> configured() {
        var given = settings.ingestToken().stream().map(String::strip).toList();
        if (given.stream().anyMatch(token -> token.length() < SHORTEST)) {
            throw new IllegalStateException("firebreak.ingest-token (FIREBREAK_INGEST_TOKEN): a token needs at least "
                    + SHORTEST + " characters");
        }
        return given;
    }

    private String fromFile() {
        try {
            if (!Files.exists(file())) {
                SecretFile.write(file(), generated());
            }
            return Files.readString(file()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the ingest token can't be kept in " + file(), e);
        }
    }

    static String generated() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
