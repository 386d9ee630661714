package dev.firebreak.incident.evidence;

import dev.firebreak.incident.IncidentId;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** The incident has no evidence of this id: 404. */
class EvidenceUnknown extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    EvidenceUnknown(IncidentId incident, UUID id) {
        super(HttpStatus.NOT_FOUND);
        setTitle("Evidence unknown");
        setDetail(incident + " has no evidence " + id + ".");
    }
}
