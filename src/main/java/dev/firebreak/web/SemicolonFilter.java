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
 * No path of ours holds a semicolon: rules, servlets and the engine's resources would read it differently. Stands before
 * everything, for Spring's own path parsing answers some of them with a stack trace in the log.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class SemicolonFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getRequestURI().contains(";")) {
            ProblemWriter.answer(request, response, HttpStatus.BAD_REQUEST, "An address here has no semicolon.");
            return;
        }
        chain.doFilter(request, response);
    }
}
