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
 * Reads the person of a session anew at each request: who was removed is out at once, on every node, and a changed role
 * counts at once (guarantees.md H22). No session outlives twelve hours.
 */
public class SessionRevalidation extends OncePerRequestFilter {

    static final Duration AT_MOST = Duration.ofHours(12);

    private final Accounts accounts;
    private final Clock clock;

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
            renew(session, caller.getName());
        }
        chain.doFilter(request, response);
    }

    private void renew(HttpSession session, String id) {
        var person = isTooOld(session) ? null : accounts.find(id).orElse(null);
        if (person == null) {
            SecurityContextHolder.clearContext();
            session.invalidate();
            return;
        }
        SecurityContextHolder.setContext(new SecurityContextImpl(new PersonAuthentication(person)));
    }

    private boolean isTooOld(HttpSession session) {
        return Instant.ofEpochMilli(session.getCreationTime()).plus(AT_MOST).isBefore(clock.instant());
    }
}
