package dev.firebreak.board;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.StoryTest;
import dev.firebreak.World;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.access.audit.log.AuditLog;
import dev.firebreak.alert.PostedAlerts;
import dev.firebreak.board.reference.ApiDocument;
import dev.firebreak.engine.TestModels;
import dev.firebreak.incident.IncidentId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people can do and read by the HTTP API, a page offers, too: a form, a link, or the thing itself. */
@StoryTest
class EveryOperationOnPagesStoryTests {

    private static final String PASSWORD = "amber-lantern-1";

    /** What stands on a page; {@code {}} is an id. */
    private static final Map<String, String> OFFERS = Map.ofEntries(
            entry("GET /api/incidents", "id=\"band-"),
            entry("POST /api/incidents", "action=\"/declare\""),
            entry("GET /api/incidents/{id}", "href=\"/incidents/{}\""),
            entry("GET /api/incidents/{id}/timeline", "id=\"entries\""),
            entry("GET /api/incidents/{id}/timeline.csv", "href=\"/api/incidents/{}/timeline.csv\""),
            entry("GET /api/incidents/{id}/alerts", "href=\"/api/incidents/{}/alerts\""),
            entry("GET /api/incidents/{id}/groups", "href=\"/api/incidents/{}/groups\""),
            entry("POST /api/incidents/{id}/split", "action=\"/incidents/{}/split\""),
            entry("GET /api/incidents/{id}/steps", "id=\"steps\""),
            entry("GET /api/incidents/{id}/stuck-steps", "A step is stuck: "),
            entry("POST /api/incidents/{id}/stuck-steps/{task}/skip", "action=\"/incidents/{}/stuck-steps/{}/skip\""),
            entry("GET /api/incidents/{id}/evidence", "id=\"evidence\""),
            entry("GET /api/incidents/{id}/evidence/{item}", "href=\"/api/incidents/{}/evidence/{}\""),
            entry("GET /api/incidents/{id}/deliveries", "id=\"each-message\""),
            entry("GET /api/incidents/{id}/members", "<dt>Members</dt>"),
            entry("POST /api/incidents/{id}/members", "action=\"/incidents/{}/members\""),
            entry("POST /api/incidents/{id}/acknowledge", "action=\"/incidents/{}/acknowledge\""),
            entry("POST /api/incidents/{id}/notes", "action=\"/incidents/{}/notes\""),
            entry("POST /api/incidents/{id}/life-safety", "action=\"/incidents/{}/life-safety\""),
            entry("POST /api/incidents/{id}/severity", "action=\"/incidents/{}/severity\""),
            entry("POST /api/incidents/{id}/roles", "action=\"/incidents/{}/roles\""),
            entry("POST /api/incidents/{id}/role-assignments", "action=\"/incidents/{}/role-assignments\""),
            entry("GET /api/incidents/{id}/role-assignments", "id=\"people\""),
            entry("GET /api/incidents/{id}/room", "id=\"people\""),
            entry("POST /api/incidents/{id}/updates", "action=\"/incidents/{}/updates\""),
            entry("POST /api/incidents/{id}/runbook", "action=\"/incidents/{}/runbook\""),
            entry("POST /api/incidents/{id}/resolve", "id=\"task-confirm-resolution-{}\""),
            entry("POST /api/incidents/{id}/merge", "action=\"/incidents/{}/merge\""),
            entry("POST /api/incidents/{id}/cancel", "action=\"/incidents/{}/cancel\""),
            entry("GET /api/incidents/{id}/postmortem", "href=\"/incidents/{}/postmortem\""),
            entry("PUT /api/incidents/{id}/postmortem", "action=\"/incidents/{}/postmortem\""),
            entry("GET /api/incidents/{id}/actions", "<h2>Action items</h2>"),
            entry("GET /api/on-call", "href=\"/on-call\""),
            entry("GET /api/me/notification-rules", "href=\"/notifications\""),
            entry("PUT /api/me/notification-rules", "href=\"/notifications\""),
            entry("GET /api/on-call/shifts", "id=\"weeks-head\""),
            entry("GET /api/on-call/overrides", "id=\"overrides-head\""),
            entry("POST /api/on-call/overrides", "action=\"/on-call/overrides\""),
            entry("DELETE /api/on-call/overrides/{id}", "action=\"/on-call/overrides/{}/end\""),
            entry("POST /api/on-call/calendar", "action=\"/on-call/calendar\""),
            entry("GET /api/events", "src=\"/js/live.js\""),
            entry("GET /api/freeze", "id=\"freeze-box\""),
            entry("PUT /api/freeze", "action=\"/freeze\""),
            entry("GET /api/silences", "href=\"/silences\""),
            entry("POST /api/silences", "action=\"/silences\""),
            entry("DELETE /api/silences/{id}", "action=\"/silences/{}/end\""),
            entry("GET /api/changes", "href=\"/changes\""),
            entry("GET /api/status/subscribers", "href=\"/subscribers\""),
            entry("GET /api/contacts", "href=\"/contacts\""),
            entry("POST /api/contacts/{contact}/verified", "action=\"/contacts/{}/verified\""),
            entry("GET /api/incidents/{id}/escalations", "href=\"/incidents/{}/escalations\""),
            entry("POST /api/incidents/{id}/escalations", "action=\"/incidents/{}/escalations\""),
            entry("GET /api/log-watch", "href=\"/log-watch\""),
            entry("GET /api/actions", "href=\"/actions\""),
            entry("POST /api/incidents/{id}/actions", "action=\"/actions\""),
            entry("GET /api/post-mortems", "href=\"/post-mortems\""),
            entry("GET /api/incidents/{id}/postmortem/review", "id=\"review\""),
            entry("PUT /api/incidents/{id}/postmortem/tags", "action=\"/incidents/{}/postmortem/tags\""),
            entry("GET /api/reports", "href=\"/reports\""),
            entry("GET /api/reports/waiting", "href=\"/reports/waiting?month={}\""),
            entry("GET /api/reports/{month}", "href=\"/api/reports/{}\""),
            entry("POST /api/history", "action=\"/reports/history\""),
            entry("GET /api/drills", "href=\"/drills\""),
            entry("GET /api/drills/{id}", "Drills so far"),
            entry("POST /api/drills", "action=\"/drills\""),
            entry("GET /api/probes", "href=\"/probes\""),
            entry("GET /api/payloads", "href=\"/payloads\""),
            entry("POST /api/payloads/dry-run", "action=\"/payloads/dry-run\""),
            entry("POST /api/payloads/replay", "formaction=\"/payloads/replay\""),
            entry("GET /api/reload", "Files in force on"),
            entry("GET /api/me", "class=\"who\""),
            entry("GET /api/tokens", "href=\"/tokens\""),
            entry("POST /api/tokens", "action=\"/tokens\""),
            entry("DELETE /api/tokens/{id}", "action=\"/tokens/{}/revoke\""),
            entry("GET /api/models", "href=\"/models\""),
            entry("GET /api/models/{key}/steps", "href=\"/models/{}/versions/{}\""),
            entry("GET /api/models/{key}/versions/{number}", "href=\"/models/{}\""),
            entry("POST /api/models/{key}/versions/{number}/release", "action=\"/models/{}/release\""),
            entry("POST /api/models/{key}/versions/{number}/withdraw", "action=\"/models/{}/withdraw\""),
            entry("POST /api/models/{key}/versions/{number}/restore", "action=\"/models/{}/versions/{}/restore\""),
            entry("POST /api/models/reload", "action=\"/models/reload\""),
            entry("GET /api/audit/verify", "href=\"/audit?verify\""),
            entry("GET /api/audit/head", "href=\"/api/audit/head\""),
            entry("GET /api/audit/proof", "href=\"/api/audit/proof?chain={}&amp;number={}\""),
            entry("GET /api/audit/consistency", "action=\"/api/audit/consistency\""),
            entry("GET /api/audit/export", "href=\"/api/audit/export\""),
            entry("GET /api/audit/anchors", "href=\"/api/audit/anchors\""),
            entry("GET /api/audit/restore", "A restored database waits for a confirmation"),
            entry("POST /api/audit/restore", "action=\"/audit/restore\""),
            entry("GET /api", "href=\"/api\""),
            entry("GET /api/openapi.yaml", "href=\"/api/openapi.yaml\""),
            entry("GET /api/openapi.json", "href=\"/api/openapi.json\""));

    /** What only shows in a state that this story does not reach: the template, and what stands in it. */
    private static final Map<String, List<String>> IN_TEMPLATES = Map.ofEntries(
            entry(
                    "POST /api/incidents/{id}/postmortem/approve",
                    List.of("postmortem", "action=\"/incidents/{{card.id}}/postmortem/approve\"")),
            entry(
                    "POST /api/incidents/{id}/postmortem/submit",
                    List.of("postmortem", "action=\"/incidents/{{card.id}}/postmortem/submit\"")),
            entry("PUT /api/actions/{item}", List.of("action", "action=\"/actions/{{id}}/assign\"")),
            entry("POST /api/actions/{item}/close", List.of("action", "action=\"/actions/{{id}}/close\"")),
            entry("GET /api/actions/{item}/changes", List.of("action", "{{#changes}}")),
            entry("POST /api/actions/{item}/changes", List.of("action", "action=\"/actions/{{id}}/changes\"")),
            entry(
                    "POST /api/action-changes/{change}/approve",
                    List.of("action", "action=\"/action-changes/{{id}}/approve\"")),
            entry(
                    "POST /api/action-changes/{change}/reject",
                    List.of("action", "action=\"/action-changes/{{id}}/reject\"")),
            entry(
                    "POST /api/action-changes/{change}/undo",
                    List.of("action", "action=\"/action-changes/{{id}}/undo\"")),
            entry("GET /api/incidents/{id}/similar", List.of("similar", "Happened before")),
            entry(
                    "GET /api/incidents/{id}/running-steps",
                    List.of("incident", "href=\"/incidents/{{incident}}/running-steps/{{id}}\"")),
            entry("GET /api/incidents/{id}/running-steps/{step}/lines", List.of("running", "{{#lines}}")),
            entry(
                    "POST /api/incidents/{id}/running-steps/{step}/cancel",
                    List.of("cancel-step", "action=\"/incidents/{{incident}}/running-steps/{{id}}/cancel\"")),
            entry("POST /api/hand-overs", List.of("board", "id=\"hand-overs-box\"")),
            entry(
                    "POST /api/incidents/{id}/escalations/{escalation}/approve",
                    List.of("escalations", "action=\"/incidents/{{id}}/escalations/{{escalationId}}/approve\"")),
            entry(
                    "POST /api/incidents/{id}/escalations/{escalation}/withdraw",
                    List.of("escalations", "action=\"/incidents/{{id}}/escalations/{{escalationId}}/withdraw\"")),
            entry(
                    "POST /api/incidents/{id}/escalations/{escalation}/reply",
                    List.of("escalations", "action=\"/incidents/{{id}}/escalations/{{escalationId}}/reply\"")),
            entry(
                    "DELETE /api/status/subscribers/{id}",
                    List.of("subscribers", "action=\"/subscribers/{{id}}/remove\"")),
            entry("GET /api/incidents/{id}/tickets", List.of("incident", "{{#tickets}}")),
            entry("POST /api/incidents/{id}/hand-over-answer", List.of("form", "action=\"{{url}}\"")),
            entry("POST /api/probes/{name}/runs", List.of("probes", "action=\"/probes/{{name}}/run\"")),
            entry("POST /api/drills/{id}/abort", List.of("drills", "action=\"/drills/{{id}}/abort\"")));

    @Autowired
    World world;

    @Autowired
    PostedAlerts alerts;

    @Autowired
    Accounts accounts;

    @Autowired
    ApiDocument document;

    @Autowired
    AuditLog log;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    private final StringBuilder seen = new StringBuilder();
    private HttpVisitor person;

    @Test
    void whatTheApiOffersPeopleAPageOffersThem() throws Exception {
        for (var login : List.of("offers.all", "carla")) {
            accounts.createIfMissing(login, login, login + "@example.test", PASSWORD, EnumSet.allOf(Role.class));
        }
        person = new HttpVisitor(port);
        person.login("offers.all", PASSWORD);

        looksAt(
                "/",
                "/api",
                "/on-call",
                "/declare",
                "/setup",
                "/payloads",
                "/contacts",
                "/reports",
                "/actions",
                "/drills");
        anIncidentFromItsAlertToItsPostMortem();
        aSilenceAndAToken();
        modelsThatWaitAndEarlierOnes();
        aRestoredDatabase();

        assertThat(operations())
                .isEqualTo(Stream.concat(OFFERS.keySet().stream(), IN_TEMPLATES.keySet().stream())
                        .collect(Collectors.toCollection(TreeSet::new)));
        for (var offer : IN_TEMPLATES.entrySet()) {
            var template =
                    new ClassPathResource("templates/board/" + offer.getValue().get(0) + ".html");
            assertThat(template.getContentAsString(StandardCharsets.UTF_8))
                    .as(offer.getKey())
                    .contains(offer.getValue().get(1));
        }
        assertThat(OFFERS.entrySet().stream()
                        .filter(offer -> !isSeen(offer.getValue()))
                        .map(offer -> offer.getKey() + " needs " + offer.getValue()))
                .as("pages lack %s", seen.length())
                .isEmpty();
    }

    private void looksAt(String... pages) {
        for (var page : pages) {
            var answer = person.page(page);
            assertThat(answer.statusCode()).as(page).isEqualTo(200);
            seen.append(answer.body().replace("&#x3D;", "="));
        }
    }

    private boolean isSeen(String offer) {
        var pattern =
                List.of(offer.split("\\{}", -1)).stream().map(Pattern::quote).collect(Collectors.joining("[\\w.-]+"));
        return Pattern.compile(pattern).matcher(seen).find();
    }

    private TreeSet<String> operations() {
        var all = new TreeSet<String>();
        document.root()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (!method.getValue().path("x-roles").isEmpty()) {
                        all.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        return all;
    }

    private void anIncidentFromItsAlertToItsPostMortem() {
        alerts.forgets();
        var incident = alerts.raises("OffersAlert");
        var page = "/incidents/" + incident;
        attach(incident);
        assertThat(stuck(true)).isPositive();
        looksAt(page);
        stuck(false);
        world.untilNothingMoves();
        looksAt("/", page, page + "/escalations");
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        world.completes("carla", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", "P1"));
        looksAt(page);
        world.completes("carla", "UserTask_LeadResponse", incident, Map.of("mitigation", "Restarted it"));
        alerts.resolves("OffersAlert", 0);
        world.passes(Duration.ofMinutes(6));
        looksAt(page);
        world.completes(
                "carla",
                "UserTask_ConfirmResolution",
                incident,
                Map.of("resolutionDecision", "resolved", "resolution", "Restarted it", "rootCause", "A leak"));
        looksAt(page, page + "/postmortem");
    }

    /** Lets the alerts of the incident be a group that came into it as a symptom. */
    private void attach(IncidentId incident) {
        var attached = jdbc.sql("""
                        insert into attached_group (id, incident_id, source, group_hash, group_key, kind, service, reason,
                          attached_at)
                        select random_uuid(), a.incident_id, t.source, t.group_hash, 'key', 'SYMPTOM', 'mosaic-web',
                          'played', current_timestamp
                        from alert a join alert_text t on t.source = a.source and t.fingerprint = a.fingerprint
                          and t.starts_at = a.starts_at
                        where a.incident_id = ?""").param(incident.value()).update();
        assertThat(attached).isEqualTo(1);
    }

    /** External tasks have no retries left; returns how many. */
    private int stuck(boolean isStuck) {
        return jdbc.sql("update act_ru_ext_task set retries_ = ?, error_msg_ = 'played'")
                .param(isStuck ? 0 : 1)
                .update();
    }

    private void aSilenceAndAToken() {
        press("/silences", Map.of("service", "mosaic-web", "reason", "Maintenance", "minutes", "60"));
        press(
                "/on-call",
                "/on-call/overrides",
                Map.of(
                        "rota",
                        "primary",
                        "person",
                        "carla",
                        "ends",
                        world.now().plus(Duration.ofDays(1)).toString().substring(0, 16)));
        press("/tokens", Map.of("name", "For a script", "roles", "OBSERVER", "days", "1"));
        looksAt("/silences", "/tokens", "/on-call");
    }

    private void press(String form, Map<String, String> typed) {
        press(form, form, typed);
    }

    private void press(String page, String form, Map<String, String> typed) {
        var fields = new HashMap<>(typed);
        fields.put("_csrf", person.csrfOf(page));
        assertThat(person.press(form, fields).statusCode()).as(form).isLessThan(400);
    }

    private void modelsThatWaitAndEarlierOnes() throws Exception {
        for (var version : List.of("First", "Second")) {
            deploy("offered.bpmn", TestModels.process("offered", "<bpmn:startEvent id=\"" + version + "\"/>"));
        }
        var guarded = Files.readString(Path.of("processes/authorize-step.dmn"));
        deploy("authorize-step.dmn", guarded.replaceFirst("</(\\w+:)?definitions>", "<!-- read again -->$0"));
        looksAt("/models");
        var proposal = Pattern.compile("href=\"(/models/\\d+)\"").matcher(seen);
        assertThat(proposal.find()).isTrue();
        looksAt(proposal.group(1));
    }

    private void deploy(String file, String content) {
        var answer = person.send(
                "POST",
                "/engine-rest/deployment/create",
                "--x\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\noffered\r\n"
                        + "--x\r\nContent-Disposition: form-data; name=\"" + file + "\"; filename=\"" + file
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + content + "\r\n--x--\r\n",
                Map.of(
                        "Authorization",
                        HttpVisitor.basic("carla", PASSWORD),
                        "Content-Type",
                        "multipart/form-data; boundary=x"));
        assertThat(answer.body())
                .satisfiesAnyOf(
                        body -> assertThat(body).contains("\"id\""),
                        body -> assertThat(body).contains("waits for release"));
    }

    private void aRestoredDatabase() {
        jdbc.sql("""
                        insert into restored_database (noticed_at, noticed_by, anchor_size, anchor_root, anchor_at, log_size)
                        values (current_timestamp, 'test', 9, 'r', current_timestamp, 4)""").update();
        while (log.advance()) {
            // until the log has every row
        }
        looksAt("/audit");
        assertThat(person.page("/").body()).contains("restored from a backup, waits for an administrator");
        var typed = Map.of("_csrf", person.csrfOf("/audit"), "reason", "The disk failed");
        assertThat(person.press("/audit/restore", typed).statusCode()).isEqualTo(303);
        assertThat(person.page("/audit").body())
                .contains("The restored database is confirmed.")
                .doesNotContain("A restored database waits");
    }
}
