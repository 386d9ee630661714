package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.Lifecycle;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.ManagementService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Concurrent commands on two threads: one changes rows that the other has read but not committed yet. */
@StoryTest
class ConcurrentCommandStoryTests {

    private static final String PASSWORD = "violet-harbour-1";
    private static final Map<String, Object> CRITICAL = Map.of("alertSeverity", "critical", "usersAffected", "none");
    private static final Pattern LINK = Pattern.compile("/ack/[A-Za-z0-9_-]{43}");

    @Autowired
    World world;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    Incidents incidents;

    @Autowired
    Accounts accounts;

    @Autowired
    ManagementService management;

    @Autowired
    ExternalTaskService work;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    @LocalServerPort
    int port;

    private final ExecutorService other = Executors.newSingleThreadExecutor();

    @BeforeEach
    void peopleAreThere() throws Exception {
        accounts.createIfMissing("rex", "Rex", "rex@example.test", "amber-lantern-1", Set.of(Role.RESPONDER));
        accounts.createIfMissing("carla", "Carla", "carla@example.test", PASSWORD, Set.of(Role.COMMANDER));
        OutsideWorld.forgetMail();
    }

    @AfterEach
    void nobodyIsLeft() {
        other.shutdownNow();
    }

    @Test
    void aFormThatIsSentWhileAStepBesideItEndsIsTaken() throws Exception {
        var incident = world.raise("mosaic-postgres", "connection-pool-exhausted", CRITICAL);
        completes("UserTask_TakeCommand", incident, Map.of());
        completes("UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", "P1"));
        var task = world.task("UserTask_LeadResponse", incident).getId();

        var answer = atTheSameMoment(
                () -> ends("postgres.show-sessions", Map.of("poolRecovered", false)),
                () -> complete(task, Map.of("mitigation", "By hand")));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        assertThat(world.timelineOf(incident)).containsOnlyOnce("Stabilised by hand: By hand");
    }

    @Test
    @Tag("G16")
    void triageWaitsForNoRead() throws Exception {
        var incident = world.raise("mosaic-gitea", "high-load", CRITICAL);

        completes("UserTask_TakeCommand", incident, Map.of());
        completes("UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", "P1"));

        world.processes(incident).areWaitingAt("UserTask_LeadResponse", "ServiceTask_CaptureInitialState");
    }

    @Test
    void aFormWhoseTaskTheClearedAlertsTakeAwayIsRefusedInPlainWords() throws Exception {
        var incident = raise();
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        world.completes("carla", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", "P1"));
        world.completes("carla", "UserTask_LeadResponse", incident, Map.of("mitigation", "By hand"));
        var task = world.task("UserTask_WatchRecovery", incident).getId();

        var answer = atTheSameMoment(
                () -> lifecycle.alertsCleared(incident),
                () -> complete(task, Map.of("withoutAlerts", "They will not clear")));
        world.untilNothingMoves();

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
        assertThat(answer.body()).contains("this task is over", "Nothing you entered was saved");
        world.processes(incident).areWaitingAtExactly("Gateway_DoesItHold");
    }

    @Test
    @Tag("G12")
    void anAcknowledgementThatMeetsTheEscalationCounts() throws Exception {
        var incident = raise();
        var link = LINK.matcher(String.join("\n", OutsideWorld.textsTo("rex@example.test")));
        assertThat(link.find()).isTrue();
        var overdue = management
                .createJobQuery()
                .activityId("Event_AcknowledgementOverdue")
                .singleResult()
                .getId();

        var answer = atTheSameMoment(
                () -> management.executeJob(overdue),
                () -> new HttpVisitor(port).send("POST", link.group(), "", Map.of()));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(incidents.get(incident).acknowledgedBy()).isEqualTo("rex");
        world.processes(incident).areNotWaitingAt("ServiceTask_PageOnCall", "Gateway_AwaitAnswer");
    }

    /** Runs one command and commits it only once the other, on its own thread, waits for a row lock of it. */
    private <T> T atTheSameMoment(Runnable one, Callable<T> another) throws Exception {
        return new TransactionTemplate(transactions)
                .execute(status -> {
                    one.run();
                    var answer = other.submit(another);
                    untilItWaits(answer);
                    return answer;
                })
                .get(30, TimeUnit.SECONDS);
    }

    private void untilItWaits(Future<?> answer) {
        while (jdbc.sql("select count(*) from information_schema.sessions where blocker_id is not null")
                        .query(Long.class)
                        .single()
                == 0) {
            assertThat(answer)
                    .as("the other command commits without waiting for our row lock")
                    .isNotDone();
            Thread.onSpinWait();
        }
    }

    /** Completes the external task, as the worker does. */
    private void ends(String topic, Map<String, Object> answer) {
        var task = work.fetchAndLock(1, "test").topic(topic, 60_000).execute().get(0);
        work.complete(task.getId(), "test", answer);
    }

    /** Over HTTP, so that no external task runs. */
    private void completes(String key, IncidentId incident, Map<String, String> form) {
        var answer = complete(world.task(key, incident).getId(), form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }

    private HttpResponse<String> complete(String task, Map<String, String> form) {
        var variables = new StringJoiner(",");
        form.forEach((field, value) -> variables.add("\"%s\":{\"value\":\"%s\"}".formatted(field, value)));
        return new HttpVisitor(port)
                .send(
                        "POST",
                        "/engine-rest/task/" + task + "/complete",
                        "{\"variables\":{" + variables + "}}",
                        Map.of(
                                "Authorization",
                                HttpVisitor.basic("carla", PASSWORD),
                                "Content-Type",
                                "application/json"));
    }

    private IncidentId raise() {
        var incident = world.raise("mosaic-gitea", "high-load", CRITICAL);
        world.untilNothingMoves();
        return incident;
    }
}
