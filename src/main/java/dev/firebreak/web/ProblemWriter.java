package dev.firebreak.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** Writes problem documents (RFC 9457) for servlet filters, which run outside the controllers' exception handling. */
public final class ProblemWriter {

    private static final String DETAIL = ProblemWriter.class.getName() + ".detail";
    private static final ObjectMapper JSON = new ObjectMapper();

    private ProblemWriter() {}

    /** Answers a person's browser with the error page, which shows the detail, and a program like {@link #answer}. */
    public static void answerPageOrProblem(
            HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail)
            throws IOException {
        if (wantsPage(request)) {
            request.setAttribute(DETAIL, detail);
            response.sendError(status.value());
            return;
        }
        answer(request, response, status, detail);
    }

    /** The detail that the error page shows for this request, if its refusal has one. */
    public static Optional<String> detailOf(HttpServletRequest request) {
        return Optional.ofNullable((String) request.getAttribute(DETAIL));
    }

    /** Whether a person's browser asks for a page, by navigation or by a form. */
    public static boolean wantsPage(HttpServletRequest request) {
        var accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains("text/html") && !accept.contains("json");
    }

    /** Answers with the status and a problem document, and forbids caching. */
    public static void answer(
            HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail)
            throws IOException {
        var path = String.valueOf(request.getRequestURI());
        var problem = new LinkedHashMap<String, Object>();
        problem.put("type", "about:blank");
        problem.put("title", status.getReasonPhrase());
        problem.put("status", status.value());
        problem.put("detail", detail);
        problem.put("instance", path);
        problem.put("id", UUID.randomUUID().toString());
        if (path.startsWith("/engine-rest")) {
            // Camunda Modeler and other clients of the engine show this field.
            problem.put("message", detail);
        }
        var body = JSON.writeValueAsBytes(problem);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
