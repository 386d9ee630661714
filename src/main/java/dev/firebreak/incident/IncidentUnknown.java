package dev.firebreak.incident;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** There is no incident of that name. */
public class IncidentUnknown extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    public IncidentUnknown(IncidentId id) {
        super(HttpStatus.NOT_FOUND);
        setTitle("Incident unknown");
        setDetail("There is no incident " + id + ".");
    }
}
