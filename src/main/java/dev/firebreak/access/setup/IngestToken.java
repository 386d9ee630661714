package dev.firebreak.access.setup;

import dev.firebreak.access.SecretFile;
import dev.firebreak.access.source.AccessSettings;
import dev.firebreak.access.source.ConfiguredSources;
import dev.firebreak.access.source.SourceToken;
import dev.firebreak.access.source.SourceTokens;
import dev.firebreak.text.Hash;
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
 * Lets in at the start whom the owner configured, and nobody whom he configures no longer. The alert source {@code default}
 * always has a token: where none is configured, one is generated for each data directory and left in a file only its owner
 * can read; those of several nodes all count. The database keeps hashes only.
 */
@Component
public class IngestToken implements InitializingBean {

    private static final String CONFIGURED = "configuration";
    private static final String GENERATED = "generated ";

    private final AccessSettings settings;
    private final ConfiguredSources sources;
    private final SourceTokens tokens;

    public IngestToken(AccessSettings settings, ConfiguredSources sources, SourceTokens tokens) {
        this.settings = settings;
        this.sources = sources;
        this.tokens = tokens;
    }

    /** Where the generated token lies. */
    public Path file() {
        return settings.dataDir().resolve("ingest-token");
    }

    /** Whether the owner gave tokens, so that there is no file. */
    public boolean isConfigured() {
        return sources.haveDefault();
    }

    @Override
    public void afterPropertiesSet() {
        var configured = sources.tokens();
        configured.forEach(token -> tokens.admit(token, CONFIGURED));
        if (isConfigured()) {
            tokens.keepOnly(GENERATED, List.of());
        } else {
            admitGenerated();
        }
        tokens.keepOnly(CONFIGURED, configured);
    }

    private void admitGenerated() {
        var hash = Hash.sha256(kept(file()));
        var token = new SourceToken(ConfiguredSources.DEFAULT, hash, sources.defaultSeverity(), null);
        tokens.admit(token, origin());
        tokens.keepOnly(origin(), List.of(token));
    }

    /** Of this data directory: whoever deletes the token's file ends that token, and no other node's. */
    private String origin() {
        return GENERATED
                + kept(settings.dataDir().resolve("ingest-token.origin")).substring(0, 20);
    }

    private static String kept(Path file) {
        try {
            if (!Files.exists(file)) {
                SecretFile.write(file, generated());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the ingest token can't be kept in " + file, e);
        }
    }

    static String generated() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
