package dev.firebreak.board;

import dev.firebreak.board.page.Pages;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
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

/** What is shown when something went wrong: an id that is also in the log, and nothing of what went wrong inside. */
@RestController
class ErrorPage implements ErrorController {

    private static final Logger log = LoggerFactory.getLogger(ErrorPage.class);

    private static final String RETRY_AFTER_SECONDS = "5";

    private static final Map<Integer, String> WORDS = Map.of(
            400, "The request could not be understood.",
            401, "Log in first.",
            403, "Your roles don't allow this. An administrator can change that in Admin.",
            404, "There is nothing here.",
            405, "This address does not take such a request.",
            503, "Not possible right now. Try again in a moment.");

    private final Pages pages;

    ErrorPage(Pages pages) {
        this.pages = pages;
    }

    @RequestMapping(path = "/error", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> page(HttpServletRequest request) {
        var problem = problem(request);
        return answer(problem).body(pages.render("error", problem));
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
                status, WORDS.getOrDefault(status.value(), "Something went wrong. The log tells more under this id."));
        problem.setInstance(instance(request));
        ProblemIds.name(problem);
        log(request, problem);
        return problem;
    }

    private static void log(HttpServletRequest request, ProblemDetail problem) {
        var why = failure(request);
        if (OutageCheck.isBehind(why)) {
            log.warn("Problem {} at {}: {}", ProblemIds.of(problem), problem.getInstance(), why.toString());
        } else if (problem.getStatus() >= 500) {
            log.error("Problem {} at {}", ProblemIds.of(problem), problem.getInstance(), why);
        }
    }

    private static HttpStatus status(HttpServletRequest request) {
        if (OutageCheck.isBehind(failure(request))) {
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
