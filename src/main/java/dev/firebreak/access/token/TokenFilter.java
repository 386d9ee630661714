package dev.firebreak.access.token;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.PasswordGuessing;
import dev.firebreak.access.Person;
import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.access.Role;
import dev.firebreak.access.login.LoginThrottle;
import dev.firebreak.text.LruCache;
import dev.firebreak.web.ClientAddress;
import dev.firebreak.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Authenticates {@code Authorization: Bearer} by a personal token (guarantees.md H38). The caller has the roles of the
 * token that the person still has, for this request only; a session's cookie that comes with it does not count. Wrong
 * tokens are throttled per address; a valid token is never throttled, so a stranger can't keep its owner out.
 */
@Component
public class TokenFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(TokenFilter.class);

    private static final String SCHEME = "Bearer ";
    private static final Pattern FORM = Pattern.compile(PersonTokens.PREFIX + "[A-Za-z0-9_-]{43}");

    /** How long a node does not write the same use again. */
    private static final Duration WRITTEN_FOR = Duration.ofMinutes(1);

    private static final int MAX_WRITTEN = 5_000;

    private record Use(UUID token, String address) {}

    private final PersonTokens tokens;
    private final Accounts accounts;
    private final LoginThrottle throttle;
    private final ClientAddress addresses;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final LruCache<Use, Instant> written = new LruCache<>(MAX_WRITTEN);

    TokenFilter(
            PersonTokens tokens,
            Accounts accounts,
            LoginThrottle throttle,
            ClientAddress addresses,
            ApplicationEventPublisher events,
            Clock clock) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.throttle = throttle;
        this.addresses = addresses;
        this.events = events;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return secret(request) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        PersonAuthentication caller;
        try {
            caller = authenticated(secret(request), addresses.of(request));
        } catch (DataAccessException | TransactionException unreachable) {
            log.warn("A personal token can't be checked: {}", unreachable.toString());
            response.setHeader(HttpHeaders.RETRY_AFTER, "5");
            ProblemWriter.answer(
                    request, response, HttpStatus.SERVICE_UNAVAILABLE, "The token can't be checked now. Try again.");
            return;
        }
        if (caller == null) {
            refuse(request, response);
            return;
        }
        SecurityContextHolder.setContext(new SecurityContextImpl(caller));
        chain.doFilter(request, response);
    }

    /** Null if there is no such token, or it does not work any more. */
    private PersonAuthentication authenticated(String secret, String address) {
        var found = FORM.matcher(secret).matches() ? tokens.find(secret) : Optional.<PersonToken>empty();
        if (found.isEmpty()) {
            count(address);
            return null;
        }
        var token = found.get();
        var person =
                token.isValid(clock.instant()) ? accounts.find(token.account()).orElse(null) : null;
        if (person == null) {
            return null;
        }
        remember(token, address);
        return PersonAuthentication.byToken(limited(person, token));
    }

    private static Person limited(Person person, PersonToken token) {
        var roles = EnumSet.noneOf(Role.class);
        roles.addAll(token.roles());
        roles.retainAll(PersonTokens.offered(person));
        return new Person(person.id(), person.name(), person.mail(), roles);
    }

    /** A token that expired or was revoked is no guess: a forgotten job sends it for months. */
    private void count(String address) {
        var times = throttle.failed(LoginThrottle.ofTokens(address));
        if (times > 0) {
            events.publishEvent(new PasswordGuessing("several accounts", address, times));
        }
    }

    private void remember(PersonToken token, String address) {
        var use = new Use(token.id(), address);
        var now = clock.instant();
        if (written.get(use)
                .filter(last -> now.isBefore(last.plus(WRITTEN_FOR)))
                .isEmpty()) {
            tokens.used(token, address);
            written.put(use, now);
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var wait = throttle.waitOf(LoginThrottle.ofTokens(addresses.of(request)));
        if (wait.compareTo(Duration.ZERO) > 0) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, wait.toSeconds())));
            ProblemWriter.answer(request, response, HttpStatus.TOO_MANY_REQUESTS, "Too many wrong tokens. Try later.");
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"Firebreak\", error=\"invalid_token\"");
        ProblemWriter.answer(
                request,
                response,
                HttpStatus.UNAUTHORIZED,
                "This token is wrong, expired or revoked. Make a new one on the page /tokens.");
    }

    /** What follows the scheme; null if the request has no such header. */
    private static String secret(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? header.substring(SCHEME.length()).strip()
                : null;
    }
}
