package dev.firebreak.access.login;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.PasswordGuessing;
import dev.firebreak.access.Person;
import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.access.WrongOldPassword;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Throttles the guessing of old passwords: whoever found an open session could otherwise try as many as they like, and
 * take the account over (guarantees.md H17). The limits and counts are those of the login. An attempt counts before it
 * is checked, so that many at once gain nothing; a right password takes it back.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class OldPasswordThrottle extends OncePerRequestFilter {

    /** The engine's REST API and that of its webapps. */
    private static final Pattern CREDENTIALS =
            Pattern.compile("/(engine-rest|camunda/api/engine)(/engine/[^/]+)?/user/[^/]+/credentials/?");

    private final LoginThrottle throttle;
    private final KnownOrigins origins;
    private final LoginOriginSource source;
    private final Accounts accounts;
    private final ApplicationEventPublisher events;

    OldPasswordThrottle(
            LoginThrottle throttle,
            KnownOrigins origins,
            LoginOriginSource source,
            Accounts accounts,
            ApplicationEventPublisher events) {
        this.throttle = throttle;
        this.origins = origins;
        this.source = source;
        this.accounts = accounts;
        this.events = events;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var caller = SecurityContextHolder.getContext().getAuthentication();
        if (!(caller instanceof PersonAuthentication) || !changesCredentials(request)) {
            chain.doFilter(request, response);
            return;
        }
        var origin = (LoginOrigin) source.buildDetails(request);
        var lanes = origins.find(caller.getName(), origin)
                .map(key -> LoginThrottle.ofKnown(caller.getName(), key))
                .orElseGet(() -> LoginThrottle.ofStranger(caller.getName(), origin));
        var wait = throttle.waitOf(lanes);
        if (wait.compareTo(Duration.ZERO) > 0) {
            reject(response, new LoginThrottled(wait));
            return;
        }
        attempt(request, response, chain, lanes, new PasswordGuessing(account(caller.getName()), origin.address(), 0));
    }

    private void attempt(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            List<LoginThrottle.Lane> lanes,
            PasswordGuessing guess)
            throws ServletException, IOException {
        var times = throttle.failed(lanes);
        chain.doFilter(request, response);
        if (request.getAttribute(WrongOldPassword.ATTRIBUTE) == null) {
            throttle.succeeded(lanes);
        } else if (times > 0) {
            events.publishEvent(new PasswordGuessing(guess.account(), guess.remote(), times));
        }
    }

    private String account(String name) {
        return accounts.find(name).map(Person::id).orElse("several accounts");
    }

    private static boolean changesCredentials(HttpServletRequest request) {
        return request.getMethod().equals("PUT")
                && CREDENTIALS
                        .matcher(request.getServletPath() + pathInfo(request))
                        .matches();
    }

    private static String pathInfo(HttpServletRequest request) {
        return request.getPathInfo() == null ? "" : request.getPathInfo();
    }

    /** In the form of the engine's errors, which Admin shows. */
    private static void reject(HttpServletResponse response, LoginThrottled throttled) throws IOException {
        response.setStatus(429);
        response.setHeader("Retry-After", String.valueOf(throttled.seconds()));
        response.setContentType("application/json;charset=UTF-8");
        var body = "{\"type\":\"LoginThrottled\",\"message\":\"Too many wrong passwords: try again in %d seconds.\"}"
                .formatted(throttled.seconds());
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
}
