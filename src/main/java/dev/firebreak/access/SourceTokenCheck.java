package dev.firebreak.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Checks the token of an alert source that a request shows in its body. */
@FunctionalInterface
public interface SourceTokenCheck {

    /**
     * The source of a valid token. Without one the request counts as refused, so that people learn of a sender that has
     * a wrong token. Throws a DataAccessException if the token can't be checked now.
     */
    Optional<AlertSource> authenticate(Optional<String> token, HttpServletRequest request);
}
