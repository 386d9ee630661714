package dev.firebreak.engine.forms;

import dev.firebreak.text.TimeText;
import jakarta.ws.rs.core.Response.Status;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;

/**
 * A submission breaks a rule of the form, or comes too late. The engine's REST API and Tasklist show the message with
 * status 400 or 409.
 */
class SubmissionRefused extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    SubmissionRefused(String why) {
        this(Status.BAD_REQUEST, why);
    }

    private SubmissionRefused(Status status, String why) {
        super(status, why);
    }

    /**
     * @param past the task in the history, or null; the same person may have completed it with a first click
     *     (guarantees.md A14)
     */
    static SubmissionRefused tooLate(HistoricTaskInstance past) {
        return new SubmissionRefused(
                Status.CONFLICT, "this task is over: " + how(past) + ". The incident's page shows the current state.");
    }

    private static String how(HistoricTaskInstance past) {
        var isCompleted = past != null && "completed".equals(past.getDeleteReason()) && past.getAssignee() != null;
        return isCompleted
                ? past.getAssignee() + " completed it at "
                        + TimeText.of(past.getEndTime().toInstant())
                        + ". What you entered this time was not saved"
                : "another person completed it, or the process continued without it, as when the alerts clear. "
                        + "Nothing you entered was saved";
    }
}
