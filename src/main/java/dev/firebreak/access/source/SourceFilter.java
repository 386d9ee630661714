package dev.firebreak.access.source;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import dev.firebreak.access.AlertSource;
import dev.firebreak.web.ClientAddress;
import dev.firebreak.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/** Authenticates an alert sender before any byte of the body is read, and stores the source on the request. */
public class SourceFilter extends OncePerRequestFilter {

    private final SourceTokens tokens;
    private final RejectedSenders rejected;
    private final ClientAddress addresses;
    private final Predicate<HttpServletRequest> isOpen;

    /**
     * The filter of the chain for alerts.
     *
     * @param isOpen whether a request needs no header of authentication, because its body names the source
     */
    public SourceFilter(
            SourceTokens tokens,
            RejectedSenders rejected,
            ClientAddress addresses,
            Predicate<HttpServletRequest> isOpen) {
        this.tokens = tokens;
        this.rejected = rejected;
        this.addresses = addresses;
        this.isOpen = isOpen;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) == null && isOpen.test(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var credentials = SourceCredentials.of(request.getHeader(HttpHeaders.AUTHORIZATION));
        Optional<AlertSource> source;
        try {
            source = PAGING.call(() -> credentials.flatMap(c -> tokens.find(c.source(), c.token())));
        } catch (DataAccessException unreachable) {
            answerUnavailable(request, response);
            return;
        }
        if (source.isEmpty()) {
            reject(credentials, request, response);
            return;
        }
        source.get().markOn(request);
        SecurityContextHolder.setContext(
                new SecurityContextImpl(new SourceAuthentication(source.get().name())));
        chain.doFilter(request, response);
    }

    private void reject(
            Optional<SourceCredentials> credentials, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        rejected.add(credentials, addresses.of(request));
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"Firebreak alerts\"");
        ProblemWriter.answer(
                request,
                response,
                HttpStatus.UNAUTHORIZED,
                "This endpoint needs the token of an alert source: as a bearer token, or as the basic-auth password with the source as user.");
    }

    /** 503, because senders retry it, while they drop alerts on a 4xx. */
    private static void answerUnavailable(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, "5");
        ProblemWriter.answer(
                request, response, HttpStatus.SERVICE_UNAVAILABLE, "The token can't be checked now. Send again.");
    }
}
