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
 * Rejects every request path with a semicolon, because security rules, servlets and the engine's resources interpret
 * path parameters differently. Runs before all other filters: Spring's path parsing answers some of these paths with a
 * stack trace in the log.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class SemicolonFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getRequestURI().contains(";")) {
            ProblemWriter.answer(
                    request, response, HttpStatus.BAD_REQUEST, "The request path must not contain a semicolon.");
            return;
        }
        chain.doFilter(request, response);
    }
}
