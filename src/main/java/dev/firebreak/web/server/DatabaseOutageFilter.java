package dev.firebreak.web.server;

import dev.firebreak.database.DatabaseReachability;
import dev.firebreak.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A circuit breaker: while the database can't be reached, answers 503 at once, so that no request thread waits for it
 * (guarantees.md B3). Health and the files of our pages need no database.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class DatabaseOutageFilter extends OncePerRequestFilter {

    private static final String RETRY_AFTER_SECONDS = "5";
    private static final List<String> WITHOUT_DATABASE = List.of("/actuator/", "/css/", "/js/", "/favicon.svg");

    private final DatabaseReachability database;

    DatabaseOutageFilter(DatabaseReachability database) {
        this.database = database;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return WITHOUT_DATABASE.stream().anyMatch(request.getRequestURI()::startsWith);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (database.unreachable().isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        ProblemWriter.answerPageOrProblem(
                request,
                response,
                HttpStatus.SERVICE_UNAVAILABLE,
                "Firebreak can't reach its database. Nothing was stored. Try again in a moment; what runs goes on when"
                        + " the database is back.");
    }
}
