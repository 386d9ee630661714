package dev.firebreak.postmortem.record;

import dev.firebreak.incident.IncidentId;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** The incident has no post-mortem (HTTP 404): it is not resolved yet, or needs none. */
public class PostMortemUnknown extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    PostMortemUnknown(IncidentId incident) {
        super(HttpStatus.NOT_FOUND);
        setTitle("No post-mortem");
        setDetail(incident + " has no post-mortem: it is not resolved yet, or needs none.");
    }
}
