package dev.firebreak.lifecycle.engine.forms;

import jakarta.ws.rs.core.Response.Status;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;

/** What was submitted breaks a rule of the form. The engine's REST API and Tasklist show the message, with status 400, or 409. */
public class SubmissionRefused extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    SubmissionRefused(String why) {
        this(Status.BAD_REQUEST, why);
    }

    private SubmissionRefused(Status status, String why) {
        super(status, why);
    }

    static SubmissionRefused tooLate() {
        return new SubmissionRefused(
                Status.CONFLICT,
                "this task is over: somebody else completed it, or the process went on without it, as when the alerts clear. "
                        + "Nothing you entered was saved; the incident's page shows where it stands now.");
    }
}
