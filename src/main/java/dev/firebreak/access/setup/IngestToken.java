package dev.firebreak.access.setup;

import dev.firebreak.access.SecretFile;
import dev.firebreak.access.source.SourceToken;
import dev.firebreak.access.source.SourceTokens;
import dev.firebreak.access.source.configured.AccessSettings;
import dev.firebreak.access.source.configured.ConfiguredSources;
import dev.firebreak.access.source.configured.TokenActivation;
import dev.firebreak.text.Hash;
import dev.firebreak.text.RandomToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/**
 * At startup and at a reload, activates the configured ingest tokens and revokes the others. The alert source {@code default} always
 * has a token: if none is configured, one is generated for each data directory and written to a file that only its
 * owner can read. The generated tokens of all nodes are valid. The database stores only hashes.
 */
@Component
public class IngestToken implements InitializingBean, TokenActivation {

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

    /** The file of the generated token. */
    public Path file() {
        return settings.dataDir().resolve("ingest-token");
    }

    /** Whether a token is configured, so that none is generated. */
    public boolean isConfigured() {
        return sources.hasDefaultToken();
    }

    @Override
    public void afterPropertiesSet() {
        activate(sources.tokens(), isConfigured(), sources.defaultSeverity());
    }

    @Override
    public void activate(List<SourceToken> configured, boolean hasDefault, String defaultSeverity) {
        configured.forEach(token -> tokens.activate(token, CONFIGURED));
        if (hasDefault) {
            tokens.revokeOthers(GENERATED, List.of());
        } else {
            activateGenerated(defaultSeverity);
        }
        tokens.revokeOthers(CONFIGURED, configured);
    }

    private void activateGenerated(String defaultSeverity) {
        var hash = Hash.sha256(readOrCreate(file()));
        var token = new SourceToken(ConfiguredSources.DEFAULT, hash, defaultSeverity, null);
        tokens.activate(token, origin());
        tokens.revokeOthers(origin(), List.of(token));
    }

    /**
     * Identifies this data directory, so that deleting its token file revokes only its token, not that of another node.
     */
    private String origin() {
        return GENERATED
                + readOrCreate(settings.dataDir().resolve("ingest-token.origin"))
                        .substring(0, 20);
    }

    private static String readOrCreate(Path file) {
        try {
            if (!Files.exists(file)) {
                SecretFile.write(file, RandomToken.next());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("can't read or write the ingest token " + file, e);
        }
    }
}
