package dev.firebreak.engine;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** The incident's process moved under every try: nothing was changed, the same again a second later will do. */
public class IncidentBusy extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    IncidentBusy(Throwable cause) {
        super(HttpStatus.SERVICE_UNAVAILABLE, cause);
        setTitle("Busy");
        setDetail("The incident's process is moving right now. Nothing was changed: please try again.");
        getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
    }
}
