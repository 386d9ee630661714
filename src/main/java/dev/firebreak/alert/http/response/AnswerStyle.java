package dev.firebreak.alert.http.response;

import dev.firebreak.alert.IngestResult;
import dev.firebreak.alert.format.AlertFormat;
import dev.firebreak.alert.format.AlertNotification;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/** The form of the answers to the senders of one format. */
public interface AnswerStyle {

    /** The result as JSON with 200; a problem document otherwise. */
    AnswerStyle PLAIN = new AnswerStyle() {};

    static AnswerStyle of(AlertFormat format) {
        return switch (format.name()) {
            case "pagerduty" -> new PagerDutyAnswers();
            case "declaration" -> new DeclarationAnswers();
            default -> PLAIN;
        };
    }

    /** @param sent the content of the payload, which is durable now */
    default Answer accepted(IngestResult result, AlertNotification sent) {
        return Answer.json(HttpStatus.OK, result);
    }

    /** @param problem the rejection as a problem document */
    default Answer refused(ProblemDetail problem) {
        return new Answer(
                HttpStatus.valueOf(problem.getStatus()), MediaType.APPLICATION_PROBLEM_JSON_VALUE, problem, null);
    }

    /** @param location the address of what was made, or null */
    record Answer(HttpStatus status, String type, Object content, String location) {

        static Answer json(HttpStatus status, Object content) {
            return new Answer(status, MediaType.APPLICATION_JSON_VALUE, content, null);
        }
    }
}
