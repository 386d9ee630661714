package dev.firebreak.postmortem.record;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/**
 * Rejects an edit or an approval without {@code If-Match} (HTTP 428): it might overwrite the text of another person, or
 * publish what the approver has not read.
 */
public class VersionMissing extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    public VersionMissing() {
        super(HttpStatus.PRECONDITION_REQUIRED);
        setTitle("If-Match is missing");
        setDetail("Send the ETag of the version that you have read in the header If-Match, such as \"3\".");
    }
}
