package dev.firebreak.access.http;

import dev.firebreak.web.ProblemWriter;
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
 * cookies and remembered passwords to them. Programs send no Origin header; Camunda Modeler's Origin is not a web site.
 */
class SameOrigin extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (READING.contains(request.getMethod()) || !isForeign(request)) {
            chain.doFilter(request, response);
            return;
        }
        ProblemWriter.answer(
                request, response, HttpStatus.FORBIDDEN, "Requests from pages of other sites are not allowed.");
    }

    private static boolean isForeign(HttpServletRequest request) {
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        var isWebSite = origin != null && origin.startsWith("http");
        if (!isWebSite) {
            return false;
        }
        var authority = origin.substring(origin.indexOf("://") + 3);
        return !authority.equalsIgnoreCase(request.getHeader(HttpHeaders.HOST));
    }
}
