package dev.firebreak.access.source;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import dev.firebreak.access.AlertSource;
import dev.firebreak.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/** Looks at a sender's token before a byte of the body is read, and puts the source on the request. */
public class SourceFilter extends OncePerRequestFilter {

    private final SourceTokens tokens;
    private final RejectedSenders refused;

    public SourceFilter(SourceTokens tokens, RejectedSenders refused) {
        this.tokens = tokens;
        this.refused = refused;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var claim = SourceCredentials.of(request.getHeader(HttpHeaders.AUTHORIZATION));
        Optional<AlertSource> source;
        try {
            source = PAGING.call(() -> claim.flatMap(c -> tokens.find(c.source(), c.token())));
        } catch (DataAccessException unreachable) {
            later(request, response);
            return;
        }
        if (source.isEmpty()) {
            refuse(claim, request, response);
            return;
        }
        source.get().markOn(request);
        SecurityContextHolder.setContext(
                new SecurityContextImpl(new SourceAuthentication(source.get().name())));
        chain.doFilter(request, response);
    }

    private void refuse(Optional<SourceCredentials> claim, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        refused.refused(claim, request.getRemoteAddr());
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"Firebreak alerts\"");
        ProblemWriter.answer(
                request,
                response,
                HttpStatus.UNAUTHORIZED,
                "This needs the token of an alert source: as bearer token, or as password of basic auth with the source as user.");
    }

    /** A sender gives up on 4xx and tries again on 503. */
    private static void later(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, "5");
        ProblemWriter.answer(
                request, response, HttpStatus.SERVICE_UNAVAILABLE, "The token can't be checked now. Send again.");
    }
}
