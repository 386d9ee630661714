package dev.firebreak.postmortem.record;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A change does not say which version it was made from, so that it might overwrite somebody's text. */
public class VersionMissing extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    public VersionMissing() {
        super(HttpStatus.PRECONDITION_REQUIRED);
        setTitle("If-Match is missing");
        setDetail("Send the ETag of the post-mortem that you read as If-Match, such as \"3\".");
    }
}
