package dev.firebreak.board;

import dev.firebreak.board.form.TypedText;
import dev.firebreak.board.page.Pages;
import dev.firebreak.database.ConnectionLoss;
import dev.firebreak.web.ProblemWriter;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The error page, and the problem document for API clients. Shows an id that is also logged, never internal details.
 */
@RestController
class ErrorPage implements ErrorController {

    private static final Logger log = LoggerFactory.getLogger(ErrorPage.class);

    private static final String RETRY_AFTER_SECONDS = "5";

    private static final Map<Integer, String> DETAILS = Map.of(
            400, "The request is malformed.",
            401, "Log in first.",
            403, "Your roles don't allow this. An administrator can change that in Admin.",
            404, "This page does not exist.",
            405, "This address does not support the request method.",
            503, "Temporarily unavailable. Try again in a moment.");

    /** The headings of the page. */
    private static final Map<Integer, String> HEADINGS = Map.of(
            400, "That can't be done",
            401, "Log in again",
            403, "Not done",
            404, "Not found",
            405, "That can't be done",
            409, "Not done",
            503, "Try again in a moment");

    private final Pages pages;

    ErrorPage(Pages pages) {
        this.pages = pages;
    }

    @RequestMapping(path = "/error", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> page(HttpServletRequest request) {
        var problem = problem(request);
        var model = new HashMap<String, Object>();
        model.put("problem", problem);
        model.put("heading", HEADINGS.getOrDefault(problem.getStatus(), "Something failed"));
        model.put("typed", TypedText.of(request));
        model.put("to", TypedText.page(problem.getInstance().getPath()));
        model.put("isLoggedOut", problem.getStatus() == HttpStatus.UNAUTHORIZED.value());
        return answer(problem).body(pages.renderBare("error", model));
    }

    @RequestMapping("/error")
    ResponseEntity<ProblemDetail> problem(HttpServletRequest request, String unused) {
        var problem = problem(request);
        return answer(problem).body(problem);
    }

    private static ResponseEntity.BodyBuilder answer(ProblemDetail problem) {
        var answer = ResponseEntity.status(problem.getStatus());
        return problem.getStatus() == 503 ? answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS) : answer;
    }

    private static ProblemDetail problem(HttpServletRequest request) {
        var status = status(request);
        var problem = ProblemDetail.forStatusAndDetail(
                status,
                ProblemWriter.detailOf(request)
                        .orElseGet(() -> DETAILS.getOrDefault(
                                status.value(), "Internal error. The log has the details under this id.")));
        problem.setInstance(instance(request));
        ProblemIds.assign(problem);
        log(request, problem);
        return problem;
    }

    private static void log(HttpServletRequest request, ProblemDetail problem) {
        var failure = failure(request);
        if (ConnectionLoss.causes(failure)) {
            log.warn("Problem {} at {}: {}", ProblemIds.of(problem), problem.getInstance(), failure.toString());
        } else if (problem.getStatus() >= 500) {
            log.error("Problem {} at {}", ProblemIds.of(problem), problem.getInstance(), failure);
        }
    }

    private static HttpStatus status(HttpServletRequest request) {
        if (ConnectionLoss.causes(failure(request))) {
            return HttpStatus.SERVICE_UNAVAILABLE;
        }
        var code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        var status = code instanceof Integer number ? HttpStatus.resolve(number) : HttpStatus.NOT_FOUND;
        return status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
    }

    private static Throwable failure(HttpServletRequest request) {
        return (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    }

    private static URI instance(HttpServletRequest request) {
        try {
            return URI.create(String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI)));
        } catch (IllegalArgumentException notAnAddress) {
            return URI.create("urn:uuid:" + UUID.randomUUID());
        }
    }
}
