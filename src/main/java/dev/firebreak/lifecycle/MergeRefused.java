package dev.firebreak.lifecycle;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** An incident can't be merged into the given one: it is the same incident, or no longer open. */
class MergeRefused extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    MergeRefused(String why) {
        super(HttpStatus.CONFLICT);
        setTitle("Can't be merged");
        setDetail(why);
    }
}
