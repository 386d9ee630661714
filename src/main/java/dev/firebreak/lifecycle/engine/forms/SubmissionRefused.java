package dev.firebreak.lifecycle.engine.forms;

import jakarta.ws.rs.core.Response.Status;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;

/** What was submitted breaks a rule of the form. The engine's REST API and Tasklist show the message, with status 400. */
public class SubmissionRefused extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    SubmissionRefused(String why) {
        super(Status.BAD_REQUEST, why);
    }
}
