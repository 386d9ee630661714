package dev.firebreak.auditor;

import static dev.firebreak.database.Timestamps.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.firebreak.MovableClock;
import dev.firebreak.StoryTest;
import dev.firebreak.World;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.Audit;
import dev.firebreak.access.Role;
import dev.firebreak.access.audit.log.AuditLog;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Severity;
import dev.firebreak.lifecycle.CustomerMessageWanted;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.LostProcesses;
import dev.firebreak.lifecycle.start.ProcessStarter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Status;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the auditor finds, repairs and tells. */
@StoryTest
class AuditorStoryTests {

    @Autowired
    World world;

    @Autowired
    Auditor auditor;

    @Autowired
    AuditorRounds rounds;

    @Autowired
    AuditorHealth health;

    @Autowired
    AuditLog log;

    @Autowired
    Audit audit;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    Incidents incidents;

    @Autowired
    ProcessStarter starter;

    @Autowired
    RuntimeService engine;

    @Autowired
    TaskService tasks;

    @Autowired
    MovableClock clock;

    @Autowired
    Accounts accounts;

    @Autowired
    LostProcesses lost;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void everythingHolds() {
        accounts.createIfMissing("carla", "Carla", "carla@example.test", "violet-harbour-1", Set.of(Role.COMMANDER));
        world.untilNothingMoves();
        while (log.advance()) {
            // the next piece
        }
        assertThat(auditor.round()).isEmpty();
    }

    @AfterEach
    void tidy() {
        jdbc.sql("delete from step where topic = 'auditor.test'").update();
        jdbc.sql("delete from delivery where message = 'page-auditor'").update();
    }

    @Test
    void whileEverythingHoldsTheHealthIsUpAndTheHeartbeatGoesOut() throws Exception {
        var calls = new AtomicInteger();
        var outside = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        outside.createContext("/beat", exchange -> {
            calls.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        outside.start();
        try {
            var address = URI.create("http://127.0.0.1:" + outside.getAddress().getPort() + "/beat");

            new Heartbeat(new AuditorSettings(true, Duration.ofSeconds(30), address)).send();

            assertThat(calls).hasValue(1);
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        } finally {
            outside.stop(0);
        }
    }

    @Test
    void anIncidentWhoseProcessWasDeletedGetsANewOneAndPagesAgain() throws Exception {
        var incident = raise();
        deleteProcessOf(incident);

        assertThat(auditor.round()).containsExactly(incident + " had no process any more; it was started again");

        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        start(incident);
        world.processes(incident).areWaitingAt("UserTask_TakeCommand");
        assertThat(world.timelineOf(incident))
                .contains("The process of this incident was gone; Firebreak starts it again. Its severity stays P1");
        assertThat(auditor.round()).as("it is repaired once").isEmpty();
        assertThat(selfIncident("process-lost")).contains(incident.value());
        lifecycle.cancelled(incident, "a test", "carla");
        world.untilNothingMoves();
        assertThat(auditor.round()).as("an ended incident needs no process").isEmpty();
    }

    @Test
    void aProcessThatStartsAgainGoesOnFromWhatPeopleDecided() throws Exception {
        var incident = raise();
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        world.completes(
                "carla",
                "UserTask_ConfirmSeverity",
                incident,
                Map.of("confirmedSeverity", "P3", "severityReason", "Half of it works"));
        lifecycle.lifeSafetyDeclared(incident, "Smoke", "carla");
        lifecycle.severityChanged(incident, Severity.P2, "The smoke was steam", "carla");
        world.untilNothingMoves();
        var proposals = proposals(incident);
        var pages = pages(incident);
        var announcements = announcements(incident);

        restart(incident);

        var now = incidents.get(incident);
        assertThat(now.severity()).isEqualTo(Severity.P2);
        assertThat(now.commander()).isEqualTo("carla");
        assertThat(now.acknowledgedBy()).isEqualTo("carla");
        assertThat(now.lifeSafety()).isTrue();
        world.processes(incident).areNotWaitingAt("UserTask_TakeCommand", "UserTask_ConfirmSeverity");
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
        assertThat(proposals(incident)).isEqualTo(proposals);
        assertThat(pages(incident))
                .as("an acknowledged incident pages no person again")
                .isEqualTo(pages);
        assertThat(announcements(incident))
                .as("people hear once of a new incident")
                .isPositive()
                .isEqualTo(announcements);
        assertThat(world.variable(incident, "incident-lifecycle", "lifeSafety")).isEqualTo("yes");

        lifecycle.alertsJoined(Map.of(incident, List.of(Map.of("alertSeverity", "critical", "usersAffected", "all"))));
        world.untilNothingMoves();
        assertThat(world.variable(incident, "incident-lifecycle", "lifeSafety"))
                .as("what a person declared, alerts can't take back")
                .isEqualTo("yes");
        assertThat(incidents.get(incident).severity()).isEqualTo(Severity.P2);
    }

    @Test
    void aProcessThatStartsAgainAsksTheCommanderForWhatIsNotDecided() throws Exception {
        var incident = raise();
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());

        restart(incident);

        world.processes(incident).areWaitingAt("UserTask_ConfirmSeverity");
        assertThat(world.task("UserTask_ConfirmSeverity", incident).getAssignee())
                .isEqualTo("carla");
        world.completes("carla", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", "P1"));
        world.processes(incident).areNotWaitingAt("UserTask_ConfirmSeverity");
    }

    @Test
    void aResponseThatStartsAgainAsksForTheNextUpdateWhenTheLastOnePromisedIt() throws Exception {
        var incident = raise();
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        world.completes("carla", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", "P1"));
        world.completes(
                "carla",
                "UserTask_InformStakeholders",
                incident,
                Map.of("updateStatus", "identified", "updateText", "We know why", "nextUpdateIn", "PT1H"));
        var promised = world.now().plus(Duration.ofHours(1));
        world.passes(Duration.ofMinutes(10));

        restart(incident);

        world.processes(incident).areNotWaitingAt("UserTask_InformStakeholders");
        world.passes(Duration.ofMinutes(40));
        assertThat(world.task("UserTask_InformStakeholders", incident)
                        .getDueDate()
                        .toInstant())
                .isEqualTo(promised);
    }

    @Test
    void aResponseThatStartsAgainAsksForAnUpdateThatReachedNoPerson() throws Exception {
        var incident = raise();
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        world.completes("carla", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", "P1"));
        world.as(
                "carla",
                () -> tasks.complete(
                        world.task("UserTask_InformStakeholders", incident).getId(),
                        Map.of("updateStatus", "identified", "updateText", "Lost on its way")));

        restart(incident);

        world.processes(incident).areWaitingAt("UserTask_InformStakeholders");
    }

    @Test
    void aProcessThatStartsAgainAsksForAMessageToCustomersOnlyIfItIsNotWritten() throws Exception {
        var incident = raise();
        var wanted = new CustomerMessageWanted(incident, "initial", "customers", "untold.initial");
        lifecycle.customerMessageWanted(wanted);

        restart(incident);
        lifecycle.customerMessageWanted(wanted);
        lifecycle.customerMessageWanted(wanted);
        world.completes("carla", "UserTask_WriteToCustomers", incident, Map.of("customerMessage", "none"));
        restart(incident);
        lifecycle.customerMessageWanted(wanted);

        world.processes(incident).areNotWaitingAt("UserTask_WriteToCustomers");
        assertThat(world.timelineOf(incident))
                .filteredOn(line -> line.startsWith("Not told (initial)"))
                .hasSize(2);
    }

    @Test
    void worseAlertsThatJoinedWithoutAProcessRaiseTheSeverityOnceItStartsAgain() throws Exception {
        var incident =
                world.raise("mosaic-gitea", "high-load", Map.of("alertSeverity", "medium", "usersAffected", "none"));
        world.untilNothingMoves();
        var before = incidents.get(incident).severity();
        deleteProcessOf(incident);
        lifecycle.alertsJoined(Map.of(incident, List.of(Map.of("alertSeverity", "critical", "usersAffected", "all"))));

        assertThat(lost.restart(incident)).isTrue();
        start(incident);

        assertThat(before).isNotEqualTo(Severity.P1);
        assertThat(incidents.get(incident).severity()).isEqualTo(Severity.P1);
    }

    private void restart(IncidentId incident) throws InterruptedException {
        deleteProcessOf(incident);
        assertThat(lost.restart(incident)).isTrue();
        start(incident);
    }

    private long proposals(IncidentId incident) {
        return world.timelineOf(incident).stream()
                .filter(line -> line.contains("proposed"))
                .count();
    }

    private int pages(IncidentId incident) {
        return deliveries(incident, "page%");
    }

    private int announcements(IncidentId incident) {
        return deliveries(incident, "initial%");
    }

    private int deliveries(IncidentId incident, String messages) {
        return jdbc.sql("select count(*) from delivery where incident_id = ? and message like ?")
                .params(incident.value(), messages)
                .query(Integer.class)
                .single();
    }

    @Test
    void aPageThatIsDueForAMinuteIsFound() {
        var incident = raise();
        jdbc.sql("insert into delivery (incident_id, message, person, person_name, channel, state, due_at)"
                        + " values (?, 'page-auditor', 'rita', 'Rita', 'mail', 'DUE', ?)")
                .params(incident.value(), at(clock.instant().minusSeconds(59)))
                .update();
        assertThat(auditor.round()).isEmpty();

        clock.passes(Duration.ofSeconds(1));

        assertThat(auditor.round()).contains(incident + ": page-auditor to rita is not sent");
    }

    @Test
    void aStepThatRunsWithoutALeaseIsFound() {
        var incident = raise();
        jdbc.sql("""
                        insert into step (id, attempt, incident_id, topic, title, target, effect, undo, irreversible,
                            planned_for, process_instance, requested_by, plan, plan_hash, state, lease_until,
                            planned_at)
                        values (?, 1, ?, 'auditor.test', 'T', 'db', 'DISRUPTIVE', false, true, ?, 'p', 'runbook',
                            '{}', 'h', 'RUNNING', ?, ?)""")
                .params(UUID.randomUUID(), incident.value(), UUID.randomUUID().toString())
                .params(at(clock.instant().minusSeconds(60)), at(clock.instant()))
                .update();

        assertThat(auditor.round())
                .anyMatch(it -> it.startsWith(incident + ": auditor.test on db is RUNNING without a lease"));
    }

    @Test
    void aTimerThatIsLateIsFound() {
        var incident = raise();
        var due = jdbc.sql(
                        "select min(DUEDATE_) from ACT_RU_JOB where TYPE_ = 'timer' and PROCESS_INSTANCE_ID_ is not null")
                .query(java.sql.Timestamp.class)
                .single()
                .toInstant();

        clock.moveTo(due.plusSeconds(11));

        assertThat(auditor.round()).anyMatch(it -> it.endsWith("timers are more than 10 s overdue"));
        world.untilNothingMoves();
        assertThat(incident).isNotNull();
        assertThat(auditor.round()).noneMatch(it -> it.contains("timers"));
    }

    @Test
    void anAuditThatStandsStillOrWasChangedIsFound() {
        audit.record("system", "ada", "steps.released", Map.of());
        jdbc.sql("update audit_pending set written_at = ?")
                .param(at(clock.instant().minusSeconds(60)))
                .update();

        assertThat(auditor.round()).anyMatch(it -> it.contains("audit rows have waited for the log"));
    }

    @Test
    void oneNodeDoesARoundAndTheNextIsDueAfterThirtySeconds() {
        var now = clock.instant();

        assertThat(List.of(
                        rounds.take("a", now, now.plusSeconds(30)),
                        rounds.take("b", now, now.plusSeconds(30)),
                        rounds.take("b", now.plusSeconds(30), now.plusSeconds(60))))
                .containsExactly(true, false, true);
    }

    private IncidentId raise() {
        var incident =
                world.raise("mosaic-gitea", "high-load", Map.of("alertSeverity", "critical", "usersAffected", "none"));
        world.untilNothingMoves();
        return incident;
    }

    private void deleteProcessOf(IncidentId incident) {
        var process = engine.createProcessInstanceQuery()
                .processInstanceBusinessKey(incident.value(), "incident-lifecycle")
                .singleResult();
        engine.deleteProcessInstance(process.getId(), "by an administrator");
    }

    /** The start may be in the hands of the background thread. */
    private void start(IncidentId incident) throws InterruptedException {
        for (var turn = 0; turn < 50 && world.isOver(incident); turn++) {
            starter.startDue();
            Thread.sleep(100);
        }
        world.untilNothingMoves();
    }

    private String selfIncident(String symptom) throws InterruptedException {
        for (var turn = 0; turn < 50; turn++) {
            var details = jdbc.sql("select t.details from timeline_entry t join incident i on i.id = t.incident_id"
                            + " where i.symptom = ? and i.source = 'firebreak' and t.details is not null")
                    .param(symptom)
                    .query(String.class)
                    .list();
            if (!details.isEmpty()) {
                return String.join("\n", details);
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no self-incident about " + symptom);
    }
}
