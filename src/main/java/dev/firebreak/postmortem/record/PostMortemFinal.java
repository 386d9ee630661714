package dev.firebreak.postmortem.record;

import dev.firebreak.incident.IncidentId;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A final post-mortem is not edited any more. */
public class PostMortemFinal extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    public PostMortemFinal(IncidentId incident) {
        super(HttpStatus.CONFLICT);
        setTitle("Final");
        setDetail("The post-mortem of " + incident + " is final.");
    }
}
