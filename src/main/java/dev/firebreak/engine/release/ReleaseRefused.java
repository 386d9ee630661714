package dev.firebreak.engine.release;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A proposal can't be released or withdrawn by this person, or not now. Nothing changed. */
public class ReleaseRefused extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    private ReleaseRefused(HttpStatus status, String why) {
        super(status);
        setTitle("Not possible");
        setDetail(why);
    }

    static ReleaseRefused unknown(long number) {
        return new ReleaseRefused(HttpStatus.NOT_FOUND, "There is no proposal " + number + ".");
    }

    static ReleaseRefused unknownVersion(String key, int version) {
        return new ReleaseRefused(HttpStatus.NOT_FOUND, "The engine has no version " + version + " of " + key + ".");
    }

    static ReleaseRefused person(String why) {
        return new ReleaseRefused(HttpStatus.FORBIDDEN, why);
    }

    static ReleaseRefused now(String why) {
        return new ReleaseRefused(HttpStatus.CONFLICT, why);
    }

    static ReleaseRefused model(String why) {
        return new ReleaseRefused(HttpStatus.UNPROCESSABLE_ENTITY, why);
    }
}
