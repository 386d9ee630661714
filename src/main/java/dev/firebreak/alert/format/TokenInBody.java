package dev.firebreak.alert.format;

import java.util.Optional;

/**
 * A format whose bodies name their sender: the token of the source is a field. A request without a header of
 * authentication counts as the source that has this token.
 */
public interface TokenInBody extends AlertFormat {

    /** The token in the body; empty if there is none, or the body can't be read. */
    Optional<String> token(byte[] body);

    /** The body without any token, so that none is stored. */
    byte[] withoutToken(byte[] body);
}
