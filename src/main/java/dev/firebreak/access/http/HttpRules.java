package dev.firebreak.access.http;

import static dev.firebreak.access.Role.ADMIN;
import static dev.firebreak.access.Role.COMMANDER;
import static dev.firebreak.access.Role.MODELER;
import static dev.firebreak.access.Role.RESPONDER;
import static dev.firebreak.access.http.HttpRule.Who.METRICS;
import static dev.firebreak.access.http.HttpRule.Who.NEVER;
import static dev.firebreak.access.http.HttpRule.Who.PEOPLE;
import static dev.firebreak.access.http.HttpRule.Who.PUBLIC;
import static dev.firebreak.access.http.HttpRule.Who.SOURCE;

import dev.firebreak.access.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.http.server.PathContainer;

/**
 * The authorization rules of all HTTP endpoints (guarantees.md "Roles"), used by every filter chain. The first rule
 * that matches decides; a call without a rule is denied. A test lists all mappings of the running application and fails
 * if one has no rule.
 */
final class HttpRules {

    private static final Set<Role> ANY_ROLE = EnumSet.allOf(Role.class);
    private static final Set<Role> RESPONDERS = EnumSet.of(RESPONDER, COMMANDER);

    /** Of a routine check, whose kind says which of them; and who may take over on call. */
    private static final Set<Role> SIGNERS = EnumSet.of(RESPONDER, COMMANDER, ADMIN);

    private static final List<HttpRule> TABLE = List.of(
            // The webapps' setup would create an administrator for the first visitor (guarantees.md H7).
            rule("*", "/camunda/api/admin/setup/**", NEVER),
            // The webapps' own login is closed: there is only one login, /login.
            rule("*", "/camunda/api/admin/auth/user/*/login/**", NEVER),
            // They check any account's password, past the login's throttle (guarantees.md H17).
            rule("*", "/camunda/api/engine/engine/{name}/identity/verify/**", NEVER),
            rule("*", "/engine-rest/identity/verify/**", NEVER),
            rule("*", "/engine-rest/engine/{name}/identity/verify/**", NEVER),
            people("*", "/camunda/**", ANY_ROLE),
            people("*", "/engine-rest/**", ANY_ROLE),
            // The token is in the body, as in every event for PagerDuty.
            rule("POST", "/api/alerts/pagerduty", PUBLIC),
            // All methods: a sender that uses another one loses its alerts, so the controller reports it.
            rule("*", "/api/alerts/**", SOURCE),
            rule("GET", "/login", PUBLIC),
            rule("POST", "/login", PUBLIC),
            rule("POST", "/logout", PUBLIC),
            rule("*", "/error", PUBLIC),
            rule("GET", "/css/**", PUBLIC),
            rule("GET", "/js/**", PUBLIC),
            rule("GET", "/favicon.svg", PUBLIC),
            // The token in the link is the credential: GET shows the page, POST acknowledges.
            rule("GET|POST", "/ack/**", PUBLIC),
            rule("GET", "/status", PUBLIC),
            rule("GET", "/status.atom", PUBLIC),
            rule("GET", "/status.json", PUBLIC),
            // The token in the link is the credential: GET shows, POST acts.
            rule("POST", "/status/subscribe", PUBLIC),
            rule("GET|POST", "/status/subscription/{token}", PUBLIC),
            rule("GET", "/actuator/health", PUBLIC),
            rule("GET", "/actuator/health/**", PUBLIC),
            rule("GET", "/actuator/prometheus", METRICS),
            people("GET", "/", ANY_ROLE),
            people("GET", "/incidents/{id}", ANY_ROLE),
            // The buttons of the board and the incident page: as the calls of the same name under /api/incidents.
            people("POST", "/incidents/{id}/acknowledge", RESPONDERS),
            people("POST", "/incidents/{id}/notes", RESPONDERS),
            people("POST", "/incidents/{id}/stuck-steps/{step}/retry", RESPONDERS),
            people("POST", "/incidents/{id}/stuck-steps/{step}/skip", RESPONDERS),
            people("GET", "/incidents/{id}/running-steps/{step}", ANY_ROLE),
            people("POST", "/incidents/{id}/running-steps/{step}/cancel", RESPONDERS),
            people("POST", "/incidents/{id}/life-safety", RESPONDERS),
            people("POST", "/incidents/{id}/severity", COMMANDER),
            people("POST", "/incidents/{id}/roles", COMMANDER),
            people("POST", "/incidents/{id}/members", COMMANDER),
            people("POST", "/incidents/{id}/role-assignments", COMMANDER),
            people("POST", "/incidents/{id}/updates", COMMANDER),
            people("POST", "/incidents/{id}/runbook", COMMANDER),
            people("POST", "/incidents/{id}/cancel", COMMANDER),
            people("POST", "/incidents/{id}/merge", COMMANDER),
            // The candidates of the task decide, as in Tasklist.
            people("POST", "/incidents/{id}/tasks/{task}", RESPONDERS),
            people("GET", "/incidents/{id}/postmortem", ANY_ROLE),
            people("POST", "/incidents/{id}/postmortem", RESPONDERS),
            people("GET", "/declare", ANY_ROLE),
            people("POST", "/declare", RESPONDERS),
            people("POST", "/acknowledge", RESPONDERS),
            people("POST", "/merge", COMMANDER),
            people("POST", "/hand-overs", COMMANDER),
            people("POST", "/hand-overs/answer", COMMANDER),
            people("POST", "/freeze", COMMANDER, ADMIN),
            people("GET", "/setup", COMMANDER, ADMIN),
            people("GET", "/audit", COMMANDER, ADMIN),
            people("GET", "/audit.csv", COMMANDER, ADMIN),
            people("POST", "/audit/restore", ADMIN),
            people("GET", "/on-call", ANY_ROLE),
            people("POST", "/on-call/overrides", SIGNERS),
            people("POST", "/on-call/overrides/{id}/end", SIGNERS),
            people("POST", "/on-call/calendar", SIGNERS),
            people("POST", "/on-call/feed", ANY_ROLE),
            people("POST", "/on-call/ready", ANY_ROLE),
            people("GET", "/notifications", ANY_ROLE),
            people("POST", "/notifications", ANY_ROLE),
            people("POST", "/setup/test-page", RESPONDER, COMMANDER, ADMIN),
            people("POST", "/setup/sample-alert", RESPONDER, COMMANDER, ADMIN),
            people("GET", "/incidents/{id}/diagram/{process}", ANY_ROLE),
            people("GET", "/templates", ANY_ROLE),
            people("POST", "/templates", COMMANDER, MODELER, ADMIN),
            people("GET", "/tokens", ANY_ROLE),
            people("POST", "/tokens", ANY_ROLE),
            people("POST", "/tokens/{id}/revoke", ANY_ROLE),
            people("GET", "/api", ANY_ROLE),
            people("GET", "/api/openapi.yaml", ANY_ROLE),
            people("GET", "/api/openapi.json", ANY_ROLE),
            // A stolen token must not make another one that lives longer.
            people("GET", "/api/tokens", ANY_ROLE),
            people("POST", "/api/tokens", ANY_ROLE).inPerson(),
            people("DELETE", "/api/tokens/{id}", ANY_ROLE).inPerson(),
            people("GET", "/api/me", ANY_ROLE),
            people("GET", "/api/me/notification-rules", ANY_ROLE),
            // A stolen token must not lead a person's pages elsewhere.
            people("PUT", "/api/me/notification-rules", ANY_ROLE).inPerson(),
            people("GET", "/api/events", ANY_ROLE).inPerson(),
            people("GET", "/api/incidents", ANY_ROLE),
            people("GET", "/api/incidents/{id}", ANY_ROLE),
            people("GET", "/api/incidents/{id}/timeline", ANY_ROLE),
            people("GET", "/api/incidents/{id}/timeline.csv", ANY_ROLE),
            people("GET", "/api/incidents/{id}/alerts", ANY_ROLE),
            people("GET", "/api/incidents/{id}/steps", ANY_ROLE),
            people("GET", "/api/incidents/{id}/stuck-steps", ANY_ROLE),
            people("GET", "/api/incidents/{id}/running-steps", ANY_ROLE),
            people("GET", "/api/incidents/{id}/running-steps/{step}/lines", ANY_ROLE),
            people("GET", "/api/incidents/{id}/evidence", ANY_ROLE),
            people("GET", "/api/incidents/{id}/evidence/{item}", ANY_ROLE),
            people("GET", "/api/incidents/{id}/deliveries", ANY_ROLE),
            people("GET", "/api/incidents/{id}/tickets", ANY_ROLE),
            people("GET", "/api/incidents/{id}/members", ANY_ROLE),
            people("GET", "/api/incidents/{id}/room", ANY_ROLE),
            people("GET", "/api/incidents/{id}/role-assignments", ANY_ROLE),
            people("GET", "/api/incidents/{id}/postmortem", ANY_ROLE),
            people("GET", "/api/incidents/{id}/actions", ANY_ROLE),
            people("POST", "/api/incidents", RESPONDERS),
            people("POST", "/api/incidents/{id}/acknowledge", RESPONDERS),
            people("POST", "/api/incidents/{id}/notes", RESPONDERS),
            people("PUT", "/api/incidents/{id}/postmortem", RESPONDERS),
            people("POST", "/api/incidents/{id}/stuck-steps/{task}/skip", RESPONDERS),
            people("POST", "/api/incidents/{id}/running-steps/{step}/cancel", RESPONDERS),
            people("POST", "/api/incidents/{id}/severity", COMMANDER),
            people("POST", "/api/incidents/{id}/roles", COMMANDER),
            people("POST", "/api/incidents/{id}/hand-over-answer", COMMANDER),
            people("POST", "/api/hand-overs", COMMANDER),
            people("POST", "/api/incidents/{id}/role-assignments", COMMANDER),
            people("POST", "/api/incidents/{id}/members", COMMANDER),
            people("POST", "/api/incidents/{id}/resolve", COMMANDER),
            people("POST", "/api/incidents/{id}/runbook", COMMANDER),
            people("POST", "/api/incidents/{id}/cancel", COMMANDER),
            people("POST", "/api/incidents/{id}/merge", COMMANDER),
            people("POST", "/api/incidents/{id}/updates", COMMANDER),
            // Stops automatic steps: a responder who sees danger must not have to find a commander first.
            people("POST", "/api/incidents/{id}/life-safety", RESPONDERS),
            people("GET", "/api/on-call", ANY_ROLE),
            people("GET", "/api/on-call/shifts", ANY_ROLE),
            people("GET", "/api/on-call/overrides", ANY_ROLE),
            people("POST", "/api/on-call/overrides", SIGNERS),
            people("DELETE", "/api/on-call/overrides/{id}", SIGNERS),
            people("POST", "/api/on-call/calendar", SIGNERS),
            // The token in the link is the credential, because calendars can't log in.
            rule("GET", "/api/on-call.ics", PUBLIC),
            people("POST", "/api/models/reload", MODELER),
            people("GET", "/api/models", ANY_ROLE),
            people("GET", "/api/models/{key}/versions/{number}", ANY_ROLE),
            people("GET", "/api/models/{key}/steps", ANY_ROLE),
            // A second person says so, not a program (guarantees.md H30).
            people("POST", "/api/models/{key}/versions/{number}/release", COMMANDER, ADMIN)
                    .inPerson(),
            people("POST", "/api/models/{key}/versions/{number}/withdraw", MODELER, COMMANDER, ADMIN),
            people("POST", "/api/models/{key}/versions/{number}/restore", MODELER),
            people("POST", "/models/{key}/versions/{number}/restore", MODELER),
            people("POST", "/models/reload", MODELER),
            people("GET", "/models", ANY_ROLE),
            people("GET", "/models/{number}", ANY_ROLE),
            people("GET", "/models/{key}/versions/{number}", ANY_ROLE),
            people("POST", "/models/{number}/release", COMMANDER, ADMIN),
            people("POST", "/models/{number}/withdraw", MODELER, COMMANDER, ADMIN),
            people("GET", "/steps/{id}", ANY_ROLE),
            people("POST", "/steps/{id}/decision", COMMANDER),
            people("GET", "/api/freeze", ANY_ROLE),
            people("PUT", "/api/freeze", COMMANDER, ADMIN),
            people("GET", "/api/silences", ANY_ROLE),
            people("POST", "/api/silences", COMMANDER, ADMIN),
            people("DELETE", "/api/silences/{id}", COMMANDER, ADMIN),
            people("GET", "/silences", ANY_ROLE),
            people("POST", "/silences", COMMANDER, ADMIN),
            people("POST", "/silences/{id}/end", COMMANDER, ADMIN),
            people("GET", "/api/reload", COMMANDER, ADMIN),
            people("GET", "/api/payloads", COMMANDER, ADMIN),
            people("POST", "/api/payloads/dry-run", COMMANDER, ADMIN),
            people("POST", "/api/payloads/replay", COMMANDER, ADMIN),
            people("GET", "/payloads", COMMANDER, ADMIN),
            people("POST", "/payloads/dry-run", COMMANDER, ADMIN),
            people("POST", "/payloads/replay", COMMANDER, ADMIN),
            people("GET", "/api/log-watch", ANY_ROLE),
            people("GET", "/log-watch", ANY_ROLE),
            people("GET", "/api/incidents/{id}/groups", ANY_ROLE),
            people("POST", "/api/incidents/{id}/split", COMMANDER),
            people("POST", "/incidents/{id}/split", COMMANDER),
            people("GET", "/drills", ANY_ROLE),
            people("POST", "/drills", COMMANDER),
            people("POST", "/drills/{id}/abort", COMMANDER),
            people("GET", "/api/drills", ANY_ROLE),
            people("GET", "/api/drills/{id}", ANY_ROLE),
            people("POST", "/api/drills", COMMANDER),
            people("POST", "/api/drills/{id}/abort", COMMANDER),
            people("GET", "/probes", ANY_ROLE),
            people("POST", "/probes/{name}/run", RESPONDERS),
            people("POST", "/probes/routine-checks/{id}/sign-off", SIGNERS),
            people("GET", "/api/probes", ANY_ROLE),
            people("POST", "/api/probes/{name}/runs", RESPONDERS),
            // The token in the address or in the header is the credential.
            // The signature is the credential; an approval is never given here.
            rule("POST", "/api/slack/commands", PUBLIC),
            rule("POST", "/api/slack/actions", PUBLIC),
            rule("GET|POST", "/api/heartbeats/{id}", PUBLIC),
            rule("POST", "/api/heartbeats/{id}/failed", PUBLIC),
            people("GET", "/actions", ANY_ROLE),
            people("POST", "/actions", RESPONDERS),
            people("POST", "/actions/{item}/assign", RESPONDERS),
            people("POST", "/actions/{item}/close", RESPONDERS),
            people("POST", "/actions/{item}/changes", RESPONDERS),
            people("POST", "/action-changes/{change}/approve", COMMANDER),
            people("POST", "/action-changes/{change}/reject", COMMANDER),
            people("POST", "/action-changes/{change}/undo", COMMANDER),
            people("GET", "/api/actions", ANY_ROLE),
            people("POST", "/api/incidents/{id}/actions", RESPONDERS),
            people("PUT", "/api/actions/{item}", RESPONDERS),
            people("POST", "/api/actions/{item}/close", RESPONDERS),
            people("GET", "/api/actions/{item}/changes", ANY_ROLE),
            people("POST", "/api/actions/{item}/changes", RESPONDERS),
            people("POST", "/api/action-changes/{change}/approve", COMMANDER).inPerson(),
            people("POST", "/api/action-changes/{change}/reject", COMMANDER),
            people("POST", "/api/action-changes/{change}/undo", COMMANDER).inPerson(),
            people("GET", "/post-mortems", ANY_ROLE),
            people("GET", "/incidents/{id}/postmortem.md", ANY_ROLE),
            people("POST", "/incidents/{id}/postmortem/tags", RESPONDERS),
            people("GET", "/api/post-mortems", ANY_ROLE),
            people("GET", "/api/incidents/{id}/similar", ANY_ROLE),
            people("GET", "/api/incidents/{id}/postmortem/review", ANY_ROLE),
            people("PUT", "/api/incidents/{id}/postmortem/tags", RESPONDERS),
            people("POST", "/incidents/{id}/postmortem/submit", RESPONDERS),
            people("POST", "/incidents/{id}/postmortem/approve", COMMANDER),
            people("POST", "/api/incidents/{id}/postmortem/submit", RESPONDERS),
            people("POST", "/api/incidents/{id}/postmortem/approve", COMMANDER).inPerson(),
            // The token of a sender of changes, or a Git server's signature, is the credential.
            rule("POST", "/api/changes", PUBLIC),
            rule("POST", "/api/changes/git/{sender}", PUBLIC),
            people("GET", "/api/changes", ANY_ROLE),
            people("GET", "/changes", ANY_ROLE),
            people("GET", "/contacts", ANY_ROLE),
            people("POST", "/contacts/{contact}/verified", SIGNERS),
            people("GET", "/api/contacts", ANY_ROLE),
            people("POST", "/api/contacts/{contact}/verified", SIGNERS),
            people("GET", "/incidents/{id}/escalations", ANY_ROLE),
            people("POST", "/incidents/{id}/escalations", COMMANDER),
            people("POST", "/incidents/{id}/escalations/{escalation}/reply", RESPONDERS),
            people("POST", "/incidents/{id}/escalations/{escalation}/{action}", COMMANDER),
            people("GET", "/api/incidents/{id}/escalations", ANY_ROLE),
            people("POST", "/api/incidents/{id}/escalations", COMMANDER),
            people("POST", "/api/incidents/{id}/escalations/{escalation}/approve", COMMANDER)
                    .inPerson(),
            people("POST", "/api/incidents/{id}/escalations/{escalation}/withdraw", COMMANDER),
            people("POST", "/api/incidents/{id}/escalations/{escalation}/reply", RESPONDERS),
            people("GET", "/api/status/subscribers", ADMIN),
            people("DELETE", "/api/status/subscribers/{id}", ADMIN),
            people("GET", "/subscribers", ADMIN),
            people("POST", "/subscribers/{id}/remove", ADMIN),
            people("POST", "/changes", RESPONDERS),
            people("GET", "/reports", ANY_ROLE),
            people("GET", "/reports/waiting", ANY_ROLE),
            people("GET", "/api/reports/waiting", ANY_ROLE),
            people("POST", "/reports/history", COMMANDER, ADMIN),
            people("GET", "/api/reports", ANY_ROLE),
            people("GET", "/api/reports/{month}", ANY_ROLE),
            people("POST", "/api/history", COMMANDER, ADMIN),
            people("GET", "/api/audit/verify", ADMIN, COMMANDER),
            people("GET", "/api/audit/head", ADMIN, COMMANDER),
            people("GET", "/api/audit/proof", ADMIN, COMMANDER),
            people("GET", "/api/audit/consistency", ADMIN, COMMANDER),
            people("GET", "/api/audit/export", ADMIN, COMMANDER),
            people("GET", "/api/audit/anchors", ADMIN, COMMANDER),
            people("GET", "/api/audit/restore", ANY_ROLE),
            people("POST", "/api/audit/restore", ADMIN).inPerson());

    private HttpRules() {}

    /** The rule that decides about a call; if empty, the call is denied. */
    static Optional<HttpRule> about(String method, PathContainer path) {
        return TABLE.stream().filter(rule -> rule.covers(method, path)).findFirst();
    }

    static Optional<HttpRule> about(String method, String path) {
        return about(method, PathContainer.parsePath(path));
    }

    /** Whether the call needs no authentication by its headers. */
    static boolean isPublic(HttpServletRequest request) {
        return about(request.getMethod(), HttpRule.path(request))
                .filter(rule -> rule.who() == PUBLIC)
                .isPresent();
    }

    /** Whether a rule covers the path with any method: decides between "forbidden" and "not found". */
    static boolean names(PathContainer path) {
        return TABLE.stream().anyMatch(rule -> rule.pattern().matches(path));
    }

    /** The methods that the path has, HEAD with GET; empty if there is no rule for it, or one for all methods. */
    static Set<String> methods(PathContainer path) {
        var rules = TABLE.stream().filter(rule -> rule.pattern().matches(path)).toList();
        if (rules.stream().anyMatch(rule -> rule.methods().isEmpty())) {
            return Set.of();
        }
        var methods =
                rules.stream().flatMap(rule -> rule.methods().stream()).collect(Collectors.toCollection(TreeSet::new));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return methods;
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
