package dev.firebreak.alert.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.alert.IngestResult;
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
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/** The one answer to a request: the first of the writer and the deadline gives it. */
class IngestResponse {

    private static final String RETRY_AFTER_SECONDS = "5";

    private static final Logger log = LoggerFactory.getLogger(IngestResponse.class);

    private final AsyncContext exchange;
    private final ObjectMapper json;
    private final AtomicBoolean given = new AtomicBoolean();

    IngestResponse(AsyncContext exchange, ObjectMapper json) {
        this.exchange = exchange;
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

    void accept(IngestResult result) {
        if (given.compareAndSet(false, true)) {
            send(200, MediaType.APPLICATION_JSON_VALUE, result);
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
            send(rejection.status().value(), MediaType.APPLICATION_PROBLEM_JSON_VALUE, problem);
        }
    }

    private void send(int status, String type, Object content) {
        try {
            var bytes = bytes(content);
            var response = (HttpServletResponse) exchange.getResponse();
            response.setStatus(status);
            response.setContentType(type);
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
