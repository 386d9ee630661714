package dev.firebreak.postmortem.record;

import dev.firebreak.incident.IncidentId;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Rejects an edit or an approval of an outdated version (HTTP 412): another person has changed the post-mortem in between. */
public class PostMortemChanged extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    public PostMortemChanged(IncidentId incident) {
        super(HttpStatus.PRECONDITION_FAILED);
        setTitle("Post-mortem has changed");
        setDetail("The post-mortem of " + incident
                + " has changed since you read it. Read it again, then edit or approve it.");
    }
}
