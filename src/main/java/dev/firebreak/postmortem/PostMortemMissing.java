package dev.firebreak.postmortem;

import dev.firebreak.incident.IncidentId;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** The incident has no post-mortem: 404. */
public class PostMortemMissing extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    /** @param incident which has none */
    public PostMortemMissing(IncidentId incident) {
        super(HttpStatus.NOT_FOUND);
        setTitle("No post-mortem");
        setDetail(incident + " has no post-mortem: it is not resolved yet, or needs none");
    }
}
