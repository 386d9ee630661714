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
import dev.firebreak.runbook.view.FreezeView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
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
    FreezeView freeze;

    @Autowired
    Clock clock;

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
    @Tag("A120")
    void nobodyReadsTheFileThatAChangeIsAbout() throws IOException {
        Files.writeString(FOLDER.resolve("shop.properties"), "db.password=hunter2\npool.size=10\n");
        var item = filed("configuration");
        propose(item, "db.password", "swordfish");
        propose(item, "pool.size", "20");

        assertThat(rex.get("/api/actions/" + item + "/changes").body())
                .contains("db.password", "pool.size is 10 now.")
                .doesNotContain("hunter2", "swordfish", "\"found\"", "\"written\"");
        assertThat(rex.page("/actions").body()).contains("db.password").doesNotContain("hunter2", "swordfish");
    }

    @Test
    @Tag("A120")
    void theFreezeAndTheCoolDownStopApprovalAndUndo() {
        var change = propose(filed("configuration"), "pool.size", "20");
        var ann = ann();
        freeze.set(true, "a test", "actionsAnn");
        try {
            press(ann, "/action-changes/" + change + "/approve", Map.of());
            assertThat(state(change)).isEqualTo("PROPOSED");
        } finally {
            freeze.set(false, "a test", "actionsAnn");
        }
        press(ann, "/action-changes/" + change + "/approve", Map.of());
        assertThat(state(change)).isEqualTo("IN_FORCE");

        jdbc.sql("insert into account_change (account, changed_by, changed_at) values ('actionsAnn', 'adam', ?)")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        try {
            press(ann, "/action-changes/" + change + "/undo", Map.of());
            assertThat(state(change)).isEqualTo("IN_FORCE");
        } finally {
            jdbc.sql("delete from account_change where account = 'actionsAnn'").update();
        }
    }

    @Test
    @Tag("A120")
    void aChangeOfAClosedItemIsNotMade_andWhatElseWasProposedIsRejected() {
        var item = filed("configuration");
        var other = propose(item, "pool.size", "30");
        var change = propose(item, "pool.size", "20");
        var ann = ann();
        jdbc.sql("update action_item set closed_at = filed_at where id = ?")
                .param(item)
                .update();
        press(ann, "/action-changes/" + change + "/approve", Map.of());
        assertThat(FOLDER.resolve("shop.properties")).hasContent("pool.size=10");
        assertThat(state(change)).isEqualTo("PROPOSED");

        jdbc.sql("update action_item set closed_at = null where id = ?")
                .param(item)
                .update();
        press(ann, "/action-changes/" + change + "/approve", Map.of());
        assertThat(state(change)).isEqualTo("IN_FORCE");
        assertThat(state(other)).isEqualTo("REJECTED");
    }

    @Test
    @Tag("A120")
    void aKilledAttemptIsUnfinished_andARunningOneIsNotRepeated() {
        var change = propose(filed("configuration"), "pool.size", "20");
        var ann = ann();
        left(change, "APPROVED", clock.instant().plusSeconds(60));
        assertThat(ann.page("/actions").body()).contains("being made");
        press(ann, "/action-changes/" + change + "/approve", Map.of());
        assertThat(FOLDER.resolve("shop.properties")).hasContent("pool.size=10");

        left(change, "APPROVED", clock.instant().minusSeconds(1));
        assertThat(ann.page("/actions").body()).contains("unfinished", "Make it again");
        press(ann, "/action-changes/" + change + "/approve", Map.of());
        assertThat(state(change)).isEqualTo("IN_FORCE");

        left(change, "UNDOING", clock.instant().minusSeconds(1));
        assertThat(ann.page("/actions").body()).contains("undo unfinished");
        press(ann, "/action-changes/" + change + "/undo", Map.of());
        assertThat(state(change)).isEqualTo("UNDONE");
        assertThat(FOLDER.resolve("shop.properties")).hasContent("pool.size=10");
    }

    private String propose(long item, String key, String value) {
        press(
                carla,
                "/actions/" + item + "/changes",
                Map.of("file", "shop.properties", "setting", key, "content", value));
        return jdbc.sql("select id from action_change where action_item = ? and content = ?")
                .params(item, value)
                .query(UUID.class)
                .single()
                .toString();
    }

    private HttpVisitor ann() {
        accounts.createIfMissing("actionsAnn", "Ann", "a@example.test", PASSWORD, Set.of(Role.COMMANDER));
        return visitor("actionsAnn");
    }

    private String state(String change) {
        return jdbc.sql("select state from action_change where id = ?")
                .param(UUID.fromString(change))
                .query(String.class)
                .single();
    }

    /** As an attempt leaves it that runs, or whose node was killed. */
    private void left(String change, String state, Instant until) {
        jdbc.sql("update action_change set state = ?, busy_until = ? where id = ?")
                .params(state, until.atOffset(ZoneOffset.UTC), UUID.fromString(change))
                .update();
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
