package dev.firebreak.alert.http.response;

import dev.firebreak.alert.IngestResult;
import dev.firebreak.alert.format.AlertNotification;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * The answers to a machine that declares an incident: 201 with its address, 200 with the address of the one that it
 * declared before, 202 while the incident is still to be opened.
 */
final class DeclarationAnswers implements AnswerStyle {

    @Override
    public Answer accepted(IngestResult result, AlertNotification sent) {
        if (result.incidents().isEmpty()) {
            return Answer.json(HttpStatus.ACCEPTED, result);
        }
        return new Answer(
                result.opened() > 0 ? HttpStatus.CREATED : HttpStatus.OK,
                MediaType.APPLICATION_JSON_VALUE,
                result,
                "/api/incidents/" + result.incidents().get(0));
    }
}
