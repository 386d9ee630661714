package dev.firebreak.engine;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/**
 * Every attempt lost the race against another change of the incident's process. Nothing changed; a retry a second later
 * works.
 */
public class IncidentBusy extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    IncidentBusy(Throwable cause) {
        super(HttpStatus.SERVICE_UNAVAILABLE, cause);
        setTitle("Busy");
        setDetail("The incident's process is changing right now. Nothing was saved: please try again.");
        getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
    }
}
