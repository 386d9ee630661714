package dev.firebreak.alert.http.response;

import dev.firebreak.alert.IngestResult;
import dev.firebreak.alert.format.AlertNotification;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** The answers that PagerDuty documents: 202 with the key of the alert, 400 with what is wrong ("Events API v2"). */
final class PagerDutyAnswers implements AnswerStyle {

    private record Accepted(String status, String message, String dedup_key) {}

    private record Refused(String status, String message, List<String> errors) {}

    @Override
    public Answer accepted(IngestResult result, AlertNotification sent) {
        return Answer.json(HttpStatus.ACCEPTED, new Accepted("success", "Event processed", sent.groupKey()));
    }

    @Override
    public Answer refused(ProblemDetail problem) {
        return problem.getStatus() == HttpStatus.BAD_REQUEST.value()
                ? Answer.json(
                        HttpStatus.BAD_REQUEST,
                        new Refused("invalid event", "Event object is invalid", List.of(problem.getDetail())))
                : AnswerStyle.super.refused(problem);
    }
}
