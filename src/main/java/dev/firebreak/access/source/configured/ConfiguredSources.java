package dev.firebreak.access.source.configured;

import dev.firebreak.access.DefaultSeverities;
import dev.firebreak.access.SecretReferences;
import dev.firebreak.access.SeverityWords;
import dev.firebreak.access.source.SourceToken;
import dev.firebreak.incident.Severity;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The alert sources in force. A reload replaces all of them at once. */
@Component
public class ConfiguredSources implements SeverityWords, DefaultSeverities {

    /** The source that always has a token. */
    public static final String DEFAULT = "default";

    private final SecretReferences references;
    private volatile SourceTable table;

    public ConfiguredSources(AccessSettings settings, SecretReferences references) {
        this.references = references;
        this.table = new SourceTable(settings, references);
    }

    /** Whether the source {@code default} has a configured token, so that none is generated. */
    public boolean hasDefaultToken() {
        return table.hasDefaultToken();
    }

    /** The default severity of the source {@code default}. */
    public String defaultSeverity() {
        return defaultSeverity(DEFAULT);
    }

    @Override
    public String defaultSeverity(String source) {
        return table.defaultSeverity(source);
    }

    /** The tokens of all sources. Throws {@link SourceInvalid} at the first invalid entry. */
    public List<SourceToken> tokens() {
        return table.tokens();
    }

    @Override
    public Optional<Severity> severity(String source, String word) {
        return table.severity(source, word);
    }

    /** The sources of other settings, not in force yet. */
    SourceTable with(AccessSettings settings) {
        return new SourceTable(settings, references);
    }

    SourceTable table() {
        return table;
    }

    void replace(SourceTable next) {
        table = next;
    }
}
