package dev.firebreak.alert.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.alert.IngestResult;
import dev.firebreak.alert.format.AlertNotification;
import dev.firebreak.alert.http.response.AnswerStyle;
import dev.firebreak.alert.http.response.AnswerStyle.Answer;
import dev.firebreak.alert.http.response.Rejection;
import dev.firebreak.text.Text;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;

/** The one answer to a request: the first of the writer and the deadline gives it. */
class IngestResponse {

    private static final String RETRY_AFTER_SECONDS = "5";

    private static final Logger log = LoggerFactory.getLogger(IngestResponse.class);

    private final AsyncContext exchange;
    private final AnswerStyle style;
    private final ObjectMapper json;
    private final AtomicBoolean given = new AtomicBoolean();

    IngestResponse(AsyncContext exchange, AnswerStyle style, ObjectMapper json) {
        this.exchange = exchange;
        this.style = style;
        this.json = json;
    }

    boolean isGiven() {
        return given.get();
    }

    /** On a thread of the container: the writer must not wait for a sender that reads slowly. */
    void giveLater(Runnable result) {
        try {
            exchange.start(result);
        } catch (RuntimeException e) {
            log.debug("The container accepts no more work", e);
            result.run();
        }
    }

    void accept(IngestResult result, AlertNotification sent) {
        if (given.compareAndSet(false, true)) {
            send(style.accepted(result, sent));
        }
    }

    void refuse(Rejection rejection) {
        if (given.compareAndSet(false, true)) {
            var response = (HttpServletResponse) exchange.getResponse();
            if (rejection.status().is5xxServerError()) {
                response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            }
            if (rejection.closes()) {
                response.setHeader(HttpHeaders.CONNECTION, "close");
            }
            var problem = ProblemDetail.forStatusAndDetail(rejection.status(), Text.preview(rejection.detail(), 500));
            problem.setInstance(URI.create(((HttpServletRequest) exchange.getRequest()).getRequestURI()));
            send(style.refused(problem));
        }
    }

    private void send(Answer answer) {
        try {
            var bytes = bytes(answer.content());
            var response = (HttpServletResponse) exchange.getResponse();
            response.setStatus(answer.status().value());
            response.setContentType(answer.type());
            if (answer.location() != null) {
                response.setHeader(HttpHeaders.LOCATION, answer.location());
            }
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
        } catch (IOException | RuntimeException e) {
            log.debug("The sender disconnected before it had the answer", e);
        } finally {
            complete();
        }
    }

    private void complete() {
        try {
            exchange.complete();
        } catch (RuntimeException e) {
            log.debug("The container has ended the exchange already", e);
        }
    }

    private byte[] bytes(Object content) {
        try {
            return json.writeValueAsBytes(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every answer can be written as JSON", e);
        }
    }
}
