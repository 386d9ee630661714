package dev.firebreak.access.http;

import dev.firebreak.access.Role;
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
 * One line of the table: who may call what.
 *
 * @param methods the HTTP methods it is about; empty for all
 */
record HttpRule(Set<String> methods, PathPattern pattern, Who who, Set<Role> roles) {

    enum Who {
        /** Nobody, logged in or not. */
        NEVER,
        /** Everybody, without login. */
        PUBLIC,
        /** An alert source that has shown its token. */
        SOURCE,
        /** People who have one of the roles. */
        PEOPLE
    }

    static HttpRule of(String methods, String pattern, Who who, Set<Role> roles) {
        var names = methods.equals("*") ? Set.<String>of() : Set.of(methods.split("\\|"));
        var kept = roles.isEmpty() ? EnumSet.noneOf(Role.class) : EnumSet.copyOf(roles);
        return new HttpRule(names, PathPatternParser.defaultInstance.parse(pattern), who, kept);
    }

    /** The whole path. Spring's own parsing leaves out what a servlet is mapped to, such as /engine-rest. */
    static PathContainer path(HttpServletRequest request) {
        return PathContainer.parsePath(
                request.getRequestURI().substring(request.getContextPath().length()));
    }

    /** HEAD asks what GET asks. */
    boolean covers(String method, PathContainer path) {
        var asked = method.equals("HEAD") ? "GET" : method;
        return (methods.isEmpty() || methods.contains(asked)) && pattern.matches(path);
    }

    boolean admits(Authentication caller) {
        return switch (who) {
            case NEVER -> false;
            case PUBLIC -> true;
            case SOURCE -> has(caller, SourceAuthentication.AUTHORITY);
            case PEOPLE -> roles.stream().anyMatch(role -> has(caller, role.authority()));
        };
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
