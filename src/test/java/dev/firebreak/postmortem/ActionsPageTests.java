package dev.firebreak.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.firebreak.FirebreakTest;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.NewIncident;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People file, assign and close action items on the page, and let Firebreak make a change. */
@FirebreakTest
@Tag("A121")
class ActionsPageTests {

    private static final String PASSWORD = "violet-harbour-1";
    private static final Path FOLDER = Path.of("target/action-folder");

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Autowired
    Incidents incidents;

    @Autowired
    IncidentMembers members;

    @Autowired
    JdbcClient jdbc;

    private IncidentId incident;
    private HttpVisitor rex;
    private HttpVisitor carla;

    @BeforeEach
    void login() throws IOException {
        accounts.createIfMissing("actionsRex", "Rex", "r@example.test", PASSWORD, Set.of(Role.RESPONDER));
        accounts.createIfMissing(
                "actionsCarla", "Carla", "c@example.test", PASSWORD, Set.of(Role.COMMANDER, Role.RESPONDER));
        rex = visitor("actionsRex");
        carla = visitor("actionsCarla");
        incident = incidents.open(new NewIncident("Actions", "action-shop", "slow", null, "test", false));
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve("shop.properties"), "pool.size=10\n");
    }

    @AfterEach
    void forget() {
        jdbc.sql("delete from action_change").update();
        jdbc.sql("delete from action_item where incident_id = ?")
                .param(incident.value())
                .update();
    }

    @Test
    void anItemIsClosedOnlyWithProof() {
        var item = filed("task");
        press(rex, "/actions/" + item + "/assign", Map.of("type", "task", "owner", "actionsRex", "due", "2026-12-01"));
        assertThat(rex.page("/actions").body())
                .contains("Rex · due 2026-12-01", "value=\"actionsRex\"", "Alert at &lt;80&gt; %")
                .containsPattern("<datalist id=\"owners\"><option value=\"[^\"]+\">");

        press(rex, "/actions/" + item + "/close", Map.of("proof", " "));
        assertThat(closed(item)).isFalse();

        press(rex, "/actions/" + item + "/close", Map.of("proof", "The alert fired in a test"));
        assertThat(closed(item)).isTrue();
        assertThat(rex.page("/actions").body()).contains("The alert fired in a test", "has not happened again");

        var again = incidents.open(new NewIncident("Again", "action-shop", "slow", null, "test", false));
        assertThat(rex.page("/actions").body()).contains("happened again 1×");
        incidents.end(again, IncidentStatus.CANCELLED, null);
    }

    @Test
    @Tag("A118")
    void aRunbookItemIsNotDoneBeforeItsModelIsInForce() {
        var item = filed("runbook");

        press(rex, "/actions/" + item + "/close", Map.of("proof", "service-down/1"));

        assertThat(closed(item)).isFalse();
        assertThat(rex.get("/api/actions").body()).contains("\"type\":\"runbook\"");
    }

    @Test
    @Tag("A120")
    void aConfigurationItemIsMadeOnlyAfterAnotherPersonApproved_verifiedAndUndone() throws IOException {
        var item = filed("configuration");
        press(
                carla,
                "/actions/" + item + "/changes",
                Map.of("file", "shop.properties", "setting", "pool.size", "content", "20"));
        assertThat(FOLDER.resolve("shop.properties")).hasContent("pool.size=10");
        var change = JsonPath.<String>read(
                carla.get("/api/actions/" + item + "/changes").body(), "$[0].id");

        press(carla, "/action-changes/" + change + "/approve", Map.of());
        assertThat(FOLDER.resolve("shop.properties")).hasContent("pool.size=10");

        accounts.createIfMissing("actionsAnn", "Ann", "a@example.test", PASSWORD, Set.of(Role.COMMANDER));
        var ann = visitor("actionsAnn");
        press(ann, "/action-changes/" + change + "/approve", Map.of());
        assertThat(FOLDER.resolve("shop.properties")).hasContent("pool.size=20");
        assertThat(closed(item)).isTrue();
        assertThat(ann.page("/actions").body()).contains("Verified: pool.size is 20 in shop.properties");

        press(ann, "/action-changes/" + change + "/undo", Map.of());
        assertThat(FOLDER.resolve("shop.properties")).hasContent("pool.size=10");
        assertThat(closed(item)).isFalse();
    }

    @Test
    void theItemsOfAMembersOnlyIncidentAreForMembers() {
        var item = filed("task");
        members.restrict(incident);

        assertThat(rex.page("/actions").body()).doesNotContain("Alert at &lt;80&gt; %");
        var answer = rex.send(
                "POST",
                "/api/actions/" + item + "/close",
                "{\"proof\": \"x\"}",
                Map.of("Content-Type", "application/json", "Authorization", HttpVisitor.basic("actionsRex", PASSWORD)));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(closed(item)).isFalse();
    }

    private long filed(String type) {
        press(rex, "/actions", Map.of("incident", incident.value(), "type", type, "description", "Alert at <80> %"));
        return jdbc.sql("select max(id) from action_item where incident_id = ?")
                .param(incident.value())
                .query(Long.class)
                .single();
    }

    private boolean closed(long item) {
        return jdbc.sql("select closed_at is not null from action_item where id = ?")
                .param(item)
                .query(Boolean.class)
                .single();
    }

    private static void press(HttpVisitor who, String path, Map<String, String> typed) {
        var fields = new HashMap<>(typed);
        fields.put("_csrf", who.csrfOf("/actions"));
        assertThat(who.press(path, fields).statusCode()).as(path).isEqualTo(303);
    }

    private HttpVisitor visitor(String who) {
        var visitor = new HttpVisitor(port);
        visitor.login(who, PASSWORD);
        return visitor;
    }
}
