package dev.firebreak.access.http;

import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.access.Role;
import dev.firebreak.access.metrics.MetricsAuthentication;
import dev.firebreak.access.source.SourceAuthentication;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.server.PathContainer;
import org.springframework.security.core.Authentication;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * One rule of the table: which callers may call which path.
 *
 * @param methods the HTTP methods that it covers; empty for all
 * @param roles the roles that are allowed; empty unless {@code who} is {@link Who#PEOPLE}
 * @param isForTokens whether a personal token may be used instead of the person's login
 */
record HttpRule(Set<String> methods, PathPattern pattern, Who who, Set<Role> roles, boolean isForTokens) {

    enum Who {
        /** No caller, logged in or not. */
        NEVER,
        /** Every caller, without login. */
        PUBLIC,
        /** An alert source with a valid token. */
        SOURCE,
        /** A monitoring system with its token. */
        METRICS,
        /** People with one of the roles. */
        PEOPLE
    }

    static HttpRule of(String methods, String pattern, Who who, Set<Role> roles) {
        var names = methods.equals("*") ? Set.<String>of() : Set.of(methods.split("\\|"));
        var kept = roles.isEmpty() ? EnumSet.noneOf(Role.class) : EnumSet.copyOf(roles);
        var parsed = PathPatternParser.defaultInstance.parse(pattern);
        return new HttpRule(names, parsed, who, kept, who == Who.PEOPLE && pattern.startsWith("/api/"));
    }

    /** The same rule, but a personal token is refused: only the person's own login counts. */
    HttpRule inPerson() {
        return new HttpRule(methods, pattern, who, roles, false);
    }

    /** The whole path. Spring's own parsing omits the servlet mapping, such as /engine-rest. */
    static PathContainer path(HttpServletRequest request) {
        return PathContainer.parsePath(
                request.getRequestURI().substring(request.getContextPath().length()));
    }

    /** Whether the rule is about this call. HEAD is treated as GET. */
    boolean covers(String method, PathContainer path) {
        var effective = method.equals("HEAD") ? "GET" : method;
        return (methods.isEmpty() || methods.contains(effective)) && pattern.matches(path);
    }

    /** Whether this caller is allowed. */
    boolean admits(Authentication caller) {
        return switch (who) {
            case NEVER -> false;
            case PUBLIC -> true;
            case SOURCE -> has(caller, SourceAuthentication.AUTHORITY);
            case METRICS -> has(caller, MetricsAuthentication.AUTHORITY);
            case PEOPLE ->
                (isForTokens || !isToken(caller)) && roles.stream().anyMatch(role -> has(caller, role.authority()));
        };
    }

    /** Whether the caller is a program with a personal token. */
    static boolean isToken(Authentication caller) {
        return caller instanceof PersonAuthentication person && person.isByToken();
    }

    private static boolean has(Authentication caller, String authority) {
        return caller != null
                && caller.isAuthenticated()
                && caller.getAuthorities().stream().anyMatch(a -> authority.equals(a.getAuthority()));
    }

    String inWords() {
        return who == Who.PEOPLE
                ? roles.stream().map(Role::name).collect(Collectors.joining(", "))
                : who.name().toLowerCase(java.util.Locale.ROOT);
    }
}
