package dev.firebreak.postmortem.record;

import dev.firebreak.incident.IncidentId;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Rejects an edit of a final post-mortem (HTTP 409). */
public class PostMortemFinal extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    public PostMortemFinal(IncidentId incident) {
        super(HttpStatus.CONFLICT);
        setTitle("Post-mortem is final");
        setDetail("The post-mortem of " + incident + " is final and can't be edited.");
    }
}
