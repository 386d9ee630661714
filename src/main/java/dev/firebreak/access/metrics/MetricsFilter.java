package dev.firebreak.access.metrics;

import dev.firebreak.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/** Authenticates a monitoring system by its token. A person's login does not count here. */
public class MetricsFilter extends OncePerRequestFilter {

    private final MetricsTokens tokens;

    /** The filter of the chain for metrics. */
    public MetricsFilter(MetricsTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (tokens.accept(request.getHeader(HttpHeaders.AUTHORIZATION))) {
            SecurityContextHolder.setContext(new SecurityContextImpl(new MetricsAuthentication()));
            chain.doFilter(request, response);
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"Firebreak metrics\"");
        ProblemWriter.answer(
                request,
                response,
                HttpStatus.UNAUTHORIZED,
                tokens.areSet()
                        ? "This endpoint needs a token of firebreak.metrics.token, as bearer token or basic-auth password."
                        : "Nobody can read the metrics: set firebreak.metrics.token.");
    }
}
