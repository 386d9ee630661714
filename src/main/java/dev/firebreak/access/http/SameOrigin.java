package dev.firebreak.access.http;

import dev.firebreak.web.ProblemWriter;
import dev.firebreak.web.PublicAddress;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Rejects writing requests that a browser sends for another site's page (guarantees.md H10), because the browser adds
 * cookies and remembered passwords to them. A page of {@code firebreak.base-url} is ours whatever Host a proxy sends,
 * and so is a page of the Host itself. Programs send no Origin header; Camunda Modeler's Origin is not a web site. A page
 * that hides its address (Origin {@code null}), such as one in a sandboxed frame, is nobody's: of ours, only the page
 * behind the link of a mail does so, whose token is the credential.
 */
class SameOrigin extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final String HIDDEN = "null";
    private static final String ACKNOWLEDGE = "/ack/";
    private static final int MAX_SHOWN = 200;

    private final PublicAddress address;

    SameOrigin(PublicAddress address) {
        this.address = address;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (READING.contains(request.getMethod()) || !isForeign(request)) {
            chain.doFilter(request, response);
            return;
        }
        ProblemWriter.answerPageOrProblem(request, response, HttpStatus.FORBIDDEN, detail(request));
    }

    private boolean isForeign(HttpServletRequest request) {
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        if (HIDDEN.equals(origin)) {
            return !request.getRequestURI().startsWith(ACKNOWLEDGE);
        }
        var isWebSite = origin != null && origin.startsWith("http");
        if (!isWebSite || address.isOrigin(origin)) {
            return false;
        }
        var authority = origin.substring(origin.indexOf("://") + 3);
        return !authority.equalsIgnoreCase(request.getHeader(HttpHeaders.HOST));
    }

    /** For the administrator of a proxy, too, who sees only this. */
    private String detail(HttpServletRequest request) {
        var origin = shown(request.getHeader(HttpHeaders.ORIGIN));
        var host = shown(request.getHeader(HttpHeaders.HOST));
        return ("Requests from pages of other sites are not allowed: the page's address (Origin) is %s, Firebreak's is"
                        + " %s or that of the request (Host), %s. If people reach Firebreak at the page's address, set"
                        + " firebreak.base-url to it.")
                .formatted(origin, address, host);
    }

    private static String shown(String header) {
        return header == null || header.length() <= MAX_SHOWN ? header : header.substring(0, MAX_SHOWN) + "…";
    }
}
