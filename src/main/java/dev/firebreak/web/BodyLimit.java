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
 * No body is larger than two models at their largest. The engine's REST would take any, and hold it in memory. Alerts have a
 * limit of their own, behind their token.
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
            refuse(request, response);
            return;
        }
        chain.doFilter(new BoundedRequest(request, LARGEST, () -> refuse(request, response)), response);
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ProblemWriter.answer(
                request,
                response,
                HttpStatus.PAYLOAD_TOO_LARGE,
                "The body is larger than " + LARGEST + " bytes, more than is taken here. Send less at once.");
        response.flushBuffer();
    }
}
