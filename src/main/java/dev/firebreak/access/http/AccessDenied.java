package dev.firebreak.access.http;

import dev.firebreak.access.login.LoginThrottled;
import dev.firebreak.web.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.web.util.UriUtils;

/**
 * Answers denied requests: redirects people in a browser to the login and back; sends a problem document to programs.
 */
class AccessDenied implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final String SESSION_ENDED =
            "Your session has ended, so nothing was done. Log in and send it again.";

    private static final String IN_PERSON = "A personal token can't do this: log in yourself. Tokens work for calls"
            + " under /api, but not to follow events, to make or revoke tokens, to release a model or to confirm a"
            + " restore.";

    /** Those that the firewall lets through. */
    private static final Set<String> METHODS = Set.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

    static final String CHALLENGE = "Basic realm=\"Firebreak\", charset=\"UTF-8\"";

    /** The caller is not logged in. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        if (why instanceof AuthenticationServiceException) {
            answerUnavailable(request, response);
            return;
        }
        if (why instanceof LoginThrottled throttled) {
            answerWait(request, response, throttled.seconds());
            return;
        }
        if (isPage(request)) {
            // A relative address: an absolute one would contain the Host header, which the caller chooses.
            response.setStatus(HttpStatus.FOUND.value());
            response.setHeader(
                    HttpHeaders.LOCATION, "/login?to=" + UriUtils.encode(target(request), StandardCharsets.UTF_8));
            return;
        }
        if (isForm(request)) {
            ProblemWriter.answerPageOrProblem(request, response, HttpStatus.UNAUTHORIZED, SESSION_ENDED);
            return;
        }
        if (mayBeChallenged(request)) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
        }
        var detail = why instanceof BadCredentialsException
                ? "The name or the password is wrong."
                : "Log in first: this endpoint needs an account.";
        ProblemWriter.answer(request, response, HttpStatus.UNAUTHORIZED, detail);
    }

    /** 429 without a challenge: a browser or Modeler would ask for the password, which may be right. */
    private static void answerWait(HttpServletRequest request, HttpServletResponse response, long seconds)
            throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
        ProblemWriter.answer(
                request,
                response,
                HttpStatus.TOO_MANY_REQUESTS,
                "Too many wrong passwords. Try again in " + seconds + " s.");
    }

    /** 503, because the password may be right: the accounts can't be read. */
    private static void answerUnavailable(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, "5");
        ProblemWriter.answer(
                request, response, HttpStatus.SERVICE_UNAVAILABLE, "The login can't be checked now. Try again.");
    }

    /** The caller is logged in but not allowed to do this, or the page that sent the request is stale. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        if (why instanceof CsrfException) {
            refuseStalePage(request, response);
            return;
        }
        var path = HttpRule.path(request);
        if (HttpRules.about(request.getMethod(), path).isEmpty() && refuseMethod(request, response, path)) {
            return;
        }
        var status = HttpRules.names(path) ? HttpStatus.FORBIDDEN : HttpStatus.NOT_FOUND;
        if (HttpRule.isToken(SecurityContextHolder.getContext().getAuthentication()) && !isForTokens(request)) {
            ProblemWriter.answer(request, response, HttpStatus.FORBIDDEN, IN_PERSON);
            return;
        }
        if (ProblemWriter.wantsPage(request)) {
            response.sendError(status.value());
            return;
        }
        var detail = status == HttpStatus.NOT_FOUND ? "There is nothing here." : "Your roles don't allow this.";
        ProblemWriter.answer(request, response, status, detail);
    }

    private static boolean isForTokens(HttpServletRequest request) {
        return HttpRules.about(request.getMethod(), HttpRule.path(request))
                .map(HttpRule::isForTokens)
                .orElse(true);
    }

    /** Answers 405 with the methods of the path. False if the path has no rule, or one for all methods. */
    private static boolean refuseMethod(HttpServletRequest request, HttpServletResponse response, PathContainer path)
            throws IOException {
        var allowed = String.join(", ", HttpRules.methods(path));
        if (allowed.isEmpty()) {
            return false;
        }
        response.setHeader(HttpHeaders.ALLOW, allowed);
        ProblemWriter.answerPageOrProblem(
                request,
                response,
                HttpStatus.METHOD_NOT_ALLOWED,
                "This address does not support this method, but " + allowed + ".");
        return true;
    }

    /** A request that Spring's firewall refuses: 405 for the method, else 400. */
    void refuseUnusual(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (METHODS.contains(request.getMethod()) || !refuseMethod(request, response, HttpRule.path(request))) {
            ProblemWriter.answer(request, response, HttpStatus.BAD_REQUEST, "The request is malformed.");
        }
    }

    private static void refuseStalePage(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (ProblemWriter.wantsPage(request)
                && mayHoldText(request)
                && SecurityContextHolder.getContext().getAuthentication() == null) {
            ProblemWriter.answerPageOrProblem(request, response, HttpStatus.UNAUTHORIZED, SESSION_ENDED);
            return;
        }
        if (ProblemWriter.wantsPage(request) && mayHoldText(request)) {
            ProblemWriter.answerPageOrProblem(
                    request,
                    response,
                    HttpStatus.FORBIDDEN,
                    "The page that you used was older than your login, so nothing was done. Open it again and send it"
                            + " again.");
            return;
        }
        if (ProblemWriter.wantsPage(request)) {
            var caller = SecurityContextHolder.getContext().getAuthentication();
            response.setStatus(HttpStatus.SEE_OTHER.value());
            response.setHeader(HttpHeaders.LOCATION, StalePage.target(request, caller));
            return;
        }
        ProblemWriter.answer(
                request,
                response,
                HttpStatus.FORBIDDEN,
                "The request has no valid CSRF token, or one of an earlier login. Reload the page.");
    }

    /** Whether a person looks at the answer: a GET request of a browser's navigation. */
    private static boolean isPage(HttpServletRequest request) {
        var path = request.getRequestURI();
        var isProgram = path.startsWith("/api/") || path.startsWith("/engine-rest") || path.startsWith("/camunda/api/");
        return request.getMethod().equals("GET") && !isProgram && ProblemWriter.wantsPage(request);
    }

    /** Whether a person sends a form of one of our pages; the error page shows what they typed. */
    private static boolean isForm(HttpServletRequest request) {
        return request.getMethod().equals("POST") && ProblemWriter.wantsPage(request) && mayHoldText(request);
    }

    /** Whether the path is of a form into which people type more than a moment's words. */
    private static boolean mayHoldText(HttpServletRequest request) {
        var path = request.getRequestURI().substring(request.getContextPath().length());
        return path.startsWith("/incidents/") || path.startsWith("/steps/") || path.equals("/declare");
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
