package dev.firebreak.runbook.step.postgres;

import static dev.firebreak.runbook.step.postgres.server.SessionState.IDLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.StoryTest;
import dev.firebreak.World;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** A commander decides about a step on our own page, and in Tasklist, whatever a model wrote into variables. */
@StoryTest
@Import(PoolExhaustedStoryTests.Server.class)
@TestPropertySource(properties = "firebreak.docker.host=unix:///nowhere/docker.sock")
@Tag("H31")
class StepPageStoryTests {

    private static final String LIE = "Reads pg_stat_activity. Changes nothing.";

    @Autowired
    World world;

    @Autowired
    ProcessEngine engine;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    FakePostgres server;

    @LocalServerPort
    int port;

    private IncidentId incident;
    private String instance;

    @BeforeEach
    void aSessionIsIdle() {
        accounts.createIfMissing("carla", "Carla", "carla@example.test", "violet-harbour-1", Set.of(Role.COMMANDER));
        accounts.createIfMissing("olga", "Olga", "olga@example.test", "plain-copper-kettle", Set.of(Role.OBSERVER));
        server.sessions.clear();
        server.written = Optional.empty();
        server.inForce = 20;
        server.session("gitea", IDLE, Duration.ofMinutes(30));
    }

    @Test
    void thePageShowsTheLedgersPlanAndCompletesTheSameTask() {
        ordered(Map.of());

        var page = carla().page(address()).body();
        assertThat(page)
                .contains("Terminate idle sessions on mosaic-postgres", "disruptive, can't be undone", "gitea")
                .contains("name=\"choice\" value=\"true\" required", "name=\"choice\" value=\"false\" required")
                .doesNotContain("checked");
        assertThat(carla().page("/incidents/" + incident).body()).contains("href=\"" + address() + "\"");

        assertThat(decides("true", shown(page), "").statusCode()).isEqualTo(303);
        assertThat(world.timelineOf(incident)).contains("Approved: Terminate idle sessions on mosaic-postgres");
        assertThat(tasks()).isZero();
    }

    @Test
    void aDeclineOnThePageIsADecline() {
        ordered(Map.of());

        assertThat(decides("false", shown(carla().page(address()).body()), "Not now")
                        .statusCode())
                .isEqualTo(303);

        assertThat(world.timelineOf(incident)).contains("Declined: Terminate idle sessions on mosaic-postgres");
    }

    @Test
    void noVariableChangesWhatThePageShowsOrWhatItsChoiceMeans() {
        ordered(Map.of());
        engine.getRuntimeService().setVariable(instance, "planSummary", LIE);
        engine.getRuntimeService().setVariable(instance, "target", "harmless");

        var page = carla().page(address()).body();

        assertThat(page).contains("gitea").doesNotContain(LIE, "harmless");
        assertThat(decides("true", shown(page), "").statusCode()).isEqualTo(303);
    }

    @Test
    void aPageThatShowedAnotherPlanDecidesNothing() {
        ordered(Map.of());

        var answer = decides("true", "0".repeat(64), "");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("The plan has changed since this page was opened");
        assertThat(tasks()).isOne();
        assertThat(decides("perhaps", shown(carla().page(address()).body()), "").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aSecondClickHearsThatItIsDecided() {
        ordered(Map.of());
        var shown = shown(carla().page(address()).body());
        decides("true", shown, "");

        assertThat(decides("true", shown, "").body()).contains("No decision is wanted about this step");
    }

    @Test
    void whoIsNoCommanderSeesThePlanAndDecidesNothing() {
        ordered(Map.of());
        var olga = new HttpVisitor(port);
        olga.login("olga", "plain-copper-kettle");

        var page = olga.page(address()).body();

        assertThat(page)
                .contains("gitea", "waits for the decision of a commander")
                .doesNotContain("name=\"choice\"");
        assertThat(olga.form(address() + "/decision", Map.of("_csrf", olga.csrfOf("/"), "choice", "true", "shown", "x"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void anUnknownOutcomeIsSettledOnThePage() {
        ordered(Map.of());
        jdbc.sql("update step set state = 'UNKNOWN', summary = 'The connection broke' where id = ?")
                .param(java.util.UUID.fromString(step()))
                .update();
        engine.getRuntimeService()
                .createProcessInstanceModification(instance)
                .cancelAllForActivity("UserTask_ApproveStep")
                .startBeforeActivity("UserTask_SettleOutcome")
                .execute();

        var page = carla().page(address()).body();
        assertThat(page).contains("The connection broke", "value=\"stop\" required");
        assertThat(decides("stop", shown(page), "").statusCode()).isEqualTo(400);
        assertThat(decides("skip", shown(page), "I looked").statusCode()).isEqualTo(303);
        assertThat(world.timelineOf(incident)).contains("Settled as skip: Terminate idle sessions on mosaic-postgres");
    }

    @Test
    void inTasklistNoModelFillsInTheChoice() {
        ordered(Map.of("approved", "true", "comment", "Looks fine"));
        var task = task();

        assertThat(engine.getFormService().getTaskFormVariables(task.getId()))
                .containsEntry("approved", null)
                .containsEntry("comment", null)
                .containsKey("planSummary");
        world.completes("carla", "UserTask_ApproveStep", incident, Map.of("approved", "false"));
        assertThat(world.timelineOf(incident)).contains("Declined: Terminate idle sessions on mosaic-postgres");
    }

    @Test
    void theChoiceReachesTheDiagram_alsoByTasklistsOwnCall() {
        ordered(Map.of("settlement", "done"));
        engine.getRuntimeService()
                .createProcessInstanceModification(instance)
                .cancelAllForActivity("UserTask_ApproveStep")
                .startBeforeActivity("UserTask_SettleOutcome")
                .execute();
        assertThat(engine.getFormService().getTaskFormVariables(task().getId())).containsEntry("settlement", null);

        world.as(
                "carla",
                () -> engine.getFormService()
                        .submitTaskForm(task().getId(), Map.of("settlement", "skip", "comment", "Not needed")));

        assertThat(engine.getHistoryService()
                        .createHistoricActivityInstanceQuery()
                        .processInstanceId(instance)
                        .activityName("Step skipped")
                        .count())
                .isOne();
        assertThat(tasks()).isZero();
    }

    private void ordered(Map<String, Object> more) {
        incident = world.raise("mosaic-bookstack", "slow", Map.of("alertSeverity", "medium"));
        var variables = new HashMap<String, Object>(more);
        variables.put("incidentId", incident.value());
        variables.put("step", "postgres.terminate-idle");
        variables.put("target", "mosaic-postgres");
        variables.put("undo", false);
        instance = engine.getRuntimeService()
                .startProcessInstanceByKey("run-step", incident.value(), variables)
                .getId();
        world.untilNothingMoves();
    }

    private String step() {
        return String.valueOf(engine.getRuntimeService().getVariable(instance, "stepId"));
    }

    private String address() {
        return "/steps/"
                + jdbc.sql("select id from step where incident_id = ?")
                        .param(incident.value())
                        .query(java.util.UUID.class)
                        .single();
    }

    private Task task() {
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(instance)
                .singleResult();
    }

    private long tasks() {
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(instance)
                .count();
    }

    private HttpVisitor carla() {
        var carla = new HttpVisitor(port);
        carla.login("carla", "violet-harbour-1");
        return carla;
    }

    private static String shown(String page) {
        return page.replaceAll("(?s).*name=\"shown\" value=\"([0-9a-f]+)\".*", "$1");
    }

    private java.net.http.HttpResponse<String> decides(String choice, String shown, String comment) {
        var carla = carla();
        return carla.form(
                address() + "/decision",
                Map.of("_csrf", carla.csrfOf("/"), "choice", choice, "shown", shown, "comment", comment));
    }
}
