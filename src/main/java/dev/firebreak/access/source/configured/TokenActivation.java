package dev.firebreak.access.source.configured;

import dev.firebreak.access.source.SourceToken;
import java.util.List;

/** Port: makes these tokens the ones that count, and revokes the others, in the caller's transaction. */
@FunctionalInterface
public interface TokenActivation {

    /**
     * @param hasDefault whether the source {@code default} has a configured token; else a generated one counts
     * @param defaultSeverity of the source {@code default}
     */
    void activate(List<SourceToken> configured, boolean hasDefault, String defaultSeverity);
}
