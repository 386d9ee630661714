package dev.firebreak.access.http;

import static dev.firebreak.access.Role.ADMIN;
import static dev.firebreak.access.Role.COMMANDER;
import static dev.firebreak.access.Role.MODELER;
import static dev.firebreak.access.Role.RESPONDER;
import static dev.firebreak.access.http.HttpRule.Who.NEVER;
import static dev.firebreak.access.http.HttpRule.Who.PEOPLE;
import static dev.firebreak.access.http.HttpRule.Who.PUBLIC;
import static dev.firebreak.access.http.HttpRule.Who.SOURCE;

import dev.firebreak.access.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.server.PathContainer;

/**
 * Who may call what (guarantees.md "Roles"): the one table behind every filter chain. The first line that fits decides; what no
 * line names is closed. A test lists all mappings of the running application and fails on one without a line.
 */
final class HttpRules {

    private static final Set<Role> ANYONE = EnumSet.allOf(Role.class);
    private static final Set<Role> HANDS_ON = EnumSet.of(RESPONDER, COMMANDER);

    private static final List<HttpRule> TABLE = List.of(
            // The webapps' setup makes an administrator for whoever comes first (guarantees.md H7).
            rule("*", "/camunda/api/admin/setup/**", NEVER),
            // There is one login, and it is ours.
            rule("*", "/camunda/api/admin/auth/user/*/login/**", NEVER),
            people("*", "/camunda/**", ANYONE),
            people("*", "/engine-rest/**", ANYONE),
            rule("POST", "/api/alerts/**", SOURCE),
            rule("GET", "/login", PUBLIC),
            rule("POST", "/login", PUBLIC),
            rule("POST", "/logout", PUBLIC),
            rule("*", "/error", PUBLIC),
            rule("GET", "/css/**", PUBLIC),
            rule("GET", "/js/**", PUBLIC),
            rule("GET", "/favicon.svg", PUBLIC),
            // The token in the link is the key: showing is GET, acting is POST.
            rule("GET|POST", "/ack/**", PUBLIC),
            rule("GET", "/actuator/health", PUBLIC),
            rule("GET", "/actuator/health/**", PUBLIC),
            people("GET", "/", ANYONE),
            people("GET", "/incidents/{id}", ANYONE),
            people("GET", "/api/me", ANYONE),
            people("GET", "/api/incidents", ANYONE),
            people("GET", "/api/incidents/**", ANYONE),
            people("POST", "/api/incidents", HANDS_ON),
            people("POST", "/api/incidents/{id}/acknowledge", HANDS_ON),
            people("POST", "/api/incidents/{id}/notes", HANDS_ON),
            people("PUT", "/api/incidents/{id}/postmortem", HANDS_ON),
            people("POST", "/api/incidents/{id}/severity", COMMANDER),
            people("POST", "/api/incidents/{id}/roles", COMMANDER),
            people("POST", "/api/incidents/{id}/resolve", COMMANDER),
            people("POST", "/api/incidents/{id}/cancel", COMMANDER),
            people("POST", "/api/incidents/{id}/merge", COMMANDER),
            people("POST", "/api/incidents/{id}/updates", COMMANDER),
            // Stops what runs by itself: whoever sees the danger must not look for a commander first.
            people("POST", "/api/incidents/{id}/life-safety", HANDS_ON),
            people("GET", "/api/on-call", ANYONE),
            people("POST", "/api/models/reload", MODELER),
            people("GET", "/api/freeze", ANYONE),
            people("PUT", "/api/freeze", ADMIN),
            people("GET", "/api/audit/verify", ADMIN, COMMANDER));

    private HttpRules() {}

    /** The line that decides about a call, or nothing: then it is closed. */
    static Optional<HttpRule> about(String method, PathContainer path) {
        return TABLE.stream().filter(rule -> rule.covers(method, path)).findFirst();
    }

    static Optional<HttpRule> about(String method, String path) {
        return about(method, PathContainer.parsePath(path));
    }

    /** Whether a line names the path for any method: decides between "not for you" and "not there". */
    static boolean names(PathContainer path) {
        return TABLE.stream().anyMatch(rule -> rule.pattern().matches(path));
    }

    private static HttpRule rule(String methods, String pattern, HttpRule.Who who) {
        return HttpRule.of(methods, pattern, who, Set.of());
    }

    private static HttpRule people(String methods, String pattern, Set<Role> roles) {
        return HttpRule.of(methods, pattern, PEOPLE, roles);
    }

    private static HttpRule people(String methods, String pattern, Role... roles) {
        return HttpRule.of(methods, pattern, PEOPLE, Set.of(roles));
    }
}
