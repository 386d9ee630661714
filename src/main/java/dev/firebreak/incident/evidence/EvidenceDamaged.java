package dev.firebreak.incident.evidence;

import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** The file of a kept item is gone, can't be read, or is not what was kept: its SHA-256 differs. */
public class EvidenceDamaged extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    EvidenceDamaged(UUID id, Throwable cause) {
        super(HttpStatus.INTERNAL_SERVER_ERROR, cause);
        setTitle("Evidence damaged");
        setDetail("The file of evidence " + id + " is missing or was changed since it was kept.");
    }
}
