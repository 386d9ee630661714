package dev.firebreak.incident;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** No incident has this id: 404. */
class IncidentUnknown extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    IncidentUnknown(IncidentId id) {
        super(HttpStatus.NOT_FOUND);
        setTitle("Incident unknown");
        setDetail("There is no incident " + id + ".");
    }
}
