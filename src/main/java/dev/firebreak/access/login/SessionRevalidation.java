package dev.firebreak.access.login;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.PersonAuthentication;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reloads the person of a session at each request, so that a removed account or a changed role takes effect at once and
 * on every node (guarantees.md H22). Ends each session after twelve hours.
 */
public class SessionRevalidation extends OncePerRequestFilter {

    static final Duration MAX_AGE = Duration.ofHours(12);

    private final Accounts accounts;
    private final Clock clock;

    /** The filter of the chains with sessions. */
    public SessionRevalidation(Accounts accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var session = request.getSession(false);
        var caller = SecurityContextHolder.getContext().getAuthentication();
        if (session != null && caller instanceof PersonAuthentication) {
            revalidate(session, caller.getName());
        }
        chain.doFilter(request, response);
    }

    private void revalidate(HttpSession session, String id) {
        var person = isTooOld(session) ? null : accounts.find(id).orElse(null);
        if (person == null) {
            SecurityContextHolder.clearContext();
            session.invalidate();
            return;
        }
        SecurityContextHolder.setContext(new SecurityContextImpl(new PersonAuthentication(person)));
    }

    private boolean isTooOld(HttpSession session) {
        return Instant.ofEpochMilli(session.getCreationTime()).plus(MAX_AGE).isBefore(clock.instant());
    }
}
