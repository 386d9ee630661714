package dev.firebreak.drill;

import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** There is no such drill: 404. */
public class DrillUnknown extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    DrillUnknown(UUID id) {
        super(HttpStatus.NOT_FOUND);
        setTitle("No such drill");
        setDetail("There is no drill " + id);
    }
}
