package dev.firebreak.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Rejects request bodies over 4 MiB, the size of two BPMN models at their limit. The engine's REST API has no limit and
 * keeps the whole body in memory. Alerts have a limit of their own, which applies after their token is checked.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class BodyLimit extends OncePerRequestFilter {

    static final long LARGEST = 4 * 1024 * 1024;

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/api/alerts");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > LARGEST) {
            reject(request, response);
            return;
        }
        chain.doFilter(new BoundedRequest(request, LARGEST, () -> reject(request, response)), response);
    }

    private static void reject(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ProblemWriter.answer(
                request,
                response,
                HttpStatus.PAYLOAD_TOO_LARGE,
                "The body is larger than " + LARGEST + " bytes, the limit of this endpoint. Send smaller requests.");
        response.flushBuffer();
    }
}
