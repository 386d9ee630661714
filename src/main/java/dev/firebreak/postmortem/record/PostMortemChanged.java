package dev.firebreak.postmortem.record;

import dev.firebreak.incident.IncidentId;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Somebody else changed the post-mortem since it was read: read it again, nothing is overwritten. */
public class PostMortemChanged extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    public PostMortemChanged(IncidentId incident) {
        super(HttpStatus.PRECONDITION_FAILED);
        setTitle("Changed meanwhile");
        setDetail("The post-mortem of " + incident + " was changed since you read it: read it again.");
    }
}
