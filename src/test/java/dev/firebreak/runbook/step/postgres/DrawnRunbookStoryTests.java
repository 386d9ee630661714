package dev.firebreak.runbook.step.postgres;

import static dev.firebreak.runbook.step.postgres.server.SessionState.ACTIVE;
import static dev.firebreak.runbook.step.postgres.server.SessionState.IDLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.StoryTest;
import dev.firebreak.World;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.Lifecycle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** The incident's page draws its runbook and its process as they stand, in words, too. */
@StoryTest
@Import(PoolExhaustedStoryTests.Server.class)
@TestPropertySource(properties = "firebreak.docker.host=unix:///nowhere/docker.sock")
class DrawnRunbookStoryTests {

    @Autowired
    World world;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    ProcessEngine engine;

    @Autowired
    Accounts accounts;

    @Autowired
    FakePostgres server;

    @LocalServerPort
    int port;

    private HttpVisitor carla;
    private IncidentId incident;

    @BeforeEach
    void aPoolIsFull() {
        accounts.createIfMissing("carla", "Carla", "carla@example.test", "violet-harbour-1", Set.of(Role.COMMANDER));
        carla = new HttpVisitor(port);
        carla.login("carla", "violet-harbour-1");
        server.sessions.clear();
        server.written = Optional.empty();
        server.inForce = 20;
        while (server.pool().used() < server.pool().slots()) {
            server.session("gitea", ACTIVE, Duration.ofSeconds(5));
        }
    }

    @Test
    void theRunbookShowsWhatIsDoneWhatWaitsAndWhatWasNotReached() {
        responded();
        world.passes(Duration.ofMinutes(3));

        var page = page("/incidents/" + incident);
        var runbook = section(page, "PostgreSQL connection pool exhausted");

        assertThat(state(runbook, "runbook-ServiceTask_ShowSessions")).isEqualTo("service-task done");
        assertThat(state(runbook, "runbook-CallActivity_TerminateIdleSessions")).isEqualTo("call-activity done");
        assertThat(state(runbook, "runbook-CallActivity_RaiseConnectionLimit")).isEqualTo("call-activity active");
        assertThat(state(runbook, "runbook-CallActivity_RestartDatabase")).isEqualTo("call-activity");
        assertThat(state(runbook, "runbook-EndEvent_PoolRecovered")).isEqualTo("end-event");
        assertThat(text(runbook))
                .containsSubsequence(
                        "Show sessions done",
                        "Terminate idle sessions done, step: nothing to do",
                        "Show sessions again done")
                .contains("Raise connection limit under way, step: planned")
                .contains(
                        "· 3 min",
                        "Not reached: Restore connection limit, Restart database, Show sessions after restart");
        assertThat(links(runbook, "/steps/"))
                .as("each step that changes something, drawn and written")
                .hasSize(4);
    }

    @Test
    void theProcessLeavesOutWhatDidNotComeAndLeadsToThePhase() {
        responded();

        var process = section(page("/incidents/" + incident), "Process");

        assertThat(state(process, "lifecycle-CallActivity_Triage")).isEqualTo("call-activity done");
        assertThat(state(process, "lifecycle-CallActivity_Respond")).isEqualTo("call-activity active");
        assertThat(process).doesNotContain("lifecycle-StartEvent_AlertsCleared");
        var response = page(links(process, "/incidents/" + incident + "/diagram/" + instance("response"))
                .get(0));
        assertThat(state(response, "process-UserTask_LeadResponse")).isEqualTo("user-task active");
        assertThat(text(response)).contains("Lead response waits for a person", "All processes of this incident");
        assertThat(response).contains("/camunda/app/tasklist/default/#/?task=");

        lifecycle.alertsCleared(incident);
        world.untilNothingMoves();

        assertThat(section(page("/incidents/" + incident), "Process")).contains("lifecycle-StartEvent_AlertsCleared");
    }

    @Test
    void whatIsStuckSaysWhy_alsoInTheProcessThatCalledIt() {
        server.written = Optional.of(300);
        responded();
        for (var turn = 0; turn < 4; turn++) {
            world.passes(Duration.ofSeconds(20));
        }

        var page = page("/incidents/" + incident);
        var step = page("/incidents/" + incident + "/diagram/" + instance("run-step"));

        assertThat(state(page, "runbook-CallActivity_RestartDatabase")).isEqualTo("call-activity stuck");
        assertThat(state(page, "lifecycle-CallActivity_Respond")).isEqualTo("call-activity stuck");
        assertThat(text(page)).contains("A step of the process that it called is stuck.");
        assertThat(state(step, "process-ServiceTask_PlanStep")).isEqualTo("service-task stuck");
        assertThat(text(step)).contains("Plan step stuck", "Docker Engine at unix:///nowhere/docker.sock");
    }

    @Test
    void whatWasEndedFromOutsideIsCancelled_andAStepThatWasDeclinedIsNotDone() {
        server.sessions.clear();
        server.session("gitea", IDLE, Duration.ofMinutes(30));
        while (server.pool().used() < server.pool().slots()) {
            server.session("gitea", ACTIVE, Duration.ofSeconds(5));
        }
        responded();
        world.completes("carla", "UserTask_ApproveStep", incident, Map.of("approved", "false", "comment", "Not now"));
        lifecycle.lifeSafetyDeclared(incident, "Smoke in the server room", "carla");
        world.untilNothingMoves();

        var page = page("/incidents/" + incident);

        assertThat(state(page, "runbook-CallActivity_TerminateIdleSessions")).isEqualTo("call-activity cancelled");
        assertThat(text(page)).contains("Terminate idle sessions ended, step: refused");
        assertThat(state(page, "runbook-CallActivity_RaiseConnectionLimit")).isEqualTo("call-activity cancelled");
    }

    @Test
    void aProcessOfAnotherIncidentIsNotThere() {
        responded();
        var other = world.raise("mosaic-gitea", "high-load", Map.of("alertSeverity", "critical"));
        world.untilNothingMoves();

        assertThat(carla.page("/incidents/" + other + "/diagram/" + instance("response"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(carla.page("/incidents/" + other + "/diagram/%3Cscript%3E").statusCode())
                .isBetween(400, 404);
    }

    @Test
    @Tag("H29")
    void theDiagramsOfASecurityIncidentAreNotThereForOthers_underAnyIncidentsAddress() {
        responded();
        var ordinary = incident;
        incident =
                world.raise("mosaic-gitea", "high-load", Map.of("alertSeverity", "critical", "securityIssue", "yes"));
        world.untilNothingMoves();
        accounts.createIfMissing("olga", "Olga", "olga@example.test", "plain-copper-kettle", Set.of(Role.OBSERVER));
        var olga = new HttpVisitor(port);
        olga.login("olga", "plain-copper-kettle");

        var lifecycleProcess = instance("incident-lifecycle");

        assertThat(olga.page("/incidents/" + incident + "/diagram/" + lifecycleProcess)
                        .statusCode())
                .isEqualTo(404);
        assertThat(olga.page("/incidents/" + ordinary + "/diagram/" + lifecycleProcess)
                        .statusCode())
                .isEqualTo(404);
        assertThat(olga.page("/incidents/" + ordinary).statusCode()).isEqualTo(200);
    }

    @Test
    void thePageStaysSmall() throws IOException {
        responded();

        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(page("/incidents/" + incident).getBytes(StandardCharsets.UTF_8));
        }

        assertThat(packed.size()).isLessThan(30_000);
    }

    private void responded() {
        incident = world.raise(
                "mosaic-postgres", "connections-exhausted", Map.of("alertSeverity", "high", "usersAffected", "many"));
        world.untilNothingMoves();
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        var proposed = world.variable(incident, "triage", "severity");
        world.completes("carla", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", proposed));
    }

    private String instance(String process) {
        return engine
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(incident.value(), process)
                .list()
                .stream()
                .map(ProcessInstance::getId)
                .findFirst()
                .orElseThrow();
    }

    private String page(String path) {
        var answer = carla.page(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private static String section(String page, String heading) {
        var start = page.indexOf(">" + heading + "</h2>");
        assertThat(start).as("section " + heading).isPositive();
        return page.substring(start, page.indexOf("</section>", start));
    }

    /** The classes of the group with this id. */
    private static String state(String page, String id) {
        var found = Pattern.compile("<g id=\"" + Pattern.quote(id) + "\" class=\"([^\"]*)\"")
                .matcher(page);
        assertThat(found.find()).as(id).isTrue();
        return found.group(1);
    }

    private static List<String> links(String page, String start) {
        return Pattern.compile("<a href=\"(" + Pattern.quote(start) + "[^\"]*)\"")
                .matcher(page)
                .results()
                .map(it -> it.group(1))
                .toList();
    }

    private static String text(String page) {
        return page.replaceAll("<[^>]+>", " ").replaceAll("\\s+", " ");
    }
}
