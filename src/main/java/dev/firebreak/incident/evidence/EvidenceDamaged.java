package dev.firebreak.incident.evidence;

import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** The file of an evidence item is missing, can't be read, or has another SHA-256 than when it was kept. */
class EvidenceDamaged extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    EvidenceDamaged(UUID id, Throwable cause) {
        super(HttpStatus.INTERNAL_SERVER_ERROR, cause);
        setTitle("Evidence damaged");
        setDetail("The file of evidence " + id + " is missing or was changed since it was kept.");
    }
}
