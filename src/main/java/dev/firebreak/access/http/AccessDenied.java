package dev.firebreak.access.http;

import dev.firebreak.web.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.web.util.UriUtils;

/**
 * Answers denied requests: redirects people in a browser to the login and back; sends a problem document to programs.
 */
class AccessDenied implements AuthenticationEntryPoint, AccessDeniedHandler {

    static final String CHALLENGE = "Basic realm=\"Firebreak\", charset=\"UTF-8\"";

    /** The caller is not logged in. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        if (why instanceof InternalAuthenticationServiceException) {
            answerUnavailable(request, response);
            return;
        }
        if (isPage(request)) {
            // A relative address: an absolute one would contain the Host header, which the caller chooses.
            response.setStatus(HttpStatus.FOUND.value());
            response.setHeader(
                    HttpHeaders.LOCATION, "/login?to=" + UriUtils.encode(target(request), StandardCharsets.UTF_8));
            return;
        }
        if (mayBeChallenged(request)) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
        }
        ProblemWriter.answer(
                request, response, HttpStatus.UNAUTHORIZED, "Log in first: this endpoint needs an account.");
    }

    /** 503, because the password may be right: the accounts can't be read. */
    private static void answerUnavailable(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, "5");
        ProblemWriter.answer(
                request, response, HttpStatus.SERVICE_UNAVAILABLE, "The login can't be checked now. Try again.");
    }

    /** The caller is logged in but not allowed to do this. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        var status = why instanceof CsrfException || HttpRules.names(HttpRule.path(request))
                ? HttpStatus.FORBIDDEN
                : HttpStatus.NOT_FOUND;
        if (isPage(request) || wantsHtml(request)) {
            response.sendError(status.value());
            return;
        }
        ProblemWriter.answer(request, response, status, detail(status, why));
    }

    private static String detail(HttpStatus status, AccessDeniedException why) {
        if (why instanceof CsrfException) {
            return "The request has no valid CSRF token. Reload the page.";
        }
        return status == HttpStatus.NOT_FOUND ? "There is nothing here." : "Your roles don't allow this.";
    }

    /** Whether a person looks at the answer: a GET request of a browser's navigation. */
    private static boolean isPage(HttpServletRequest request) {
        var path = request.getRequestURI();
        var isProgram = path.startsWith("/api/") || path.startsWith("/engine-rest") || path.startsWith("/camunda/api/");
        return request.getMethod().equals("GET") && !isProgram && wantsHtml(request);
    }

    private static boolean wantsHtml(HttpServletRequest request) {
        var accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains("text/html");
    }

    private static String target(HttpServletRequest request) {
        var query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    /**
     * Camunda Modeler, which is based on a browser, sends basic auth only after a challenge. A request by a script of
     * our own pages must get no challenge, because the browser would open its password dialog.
     */
    private static boolean mayBeChallenged(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/engine-rest") || request.getHeader("Sec-Fetch-Mode") == null;
    }
}
