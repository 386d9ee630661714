package dev.firebreak.report.history;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A history can't be imported: 400, with the line and the column of each of the first problems. Nothing is imported. */
class HistoryInvalid extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    HistoryInvalid(List<String> problems) {
        super(HttpStatus.BAD_REQUEST);
        setTitle("Invalid request");
        setDetail(String.join("; ", problems));
        getBody().setProperty("problems", problems);
    }
}
