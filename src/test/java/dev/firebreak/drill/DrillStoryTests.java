package dev.firebreak.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.OutsideWorld;
import dev.firebreak.StoryTest;
import dev.firebreak.World;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.alert.PostedAlerts;
import dev.firebreak.drill.Drill.Criterion;
import dev.firebreak.drill.Drill.Outcome;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Severity;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.runbook.view.FreezeView;
import dev.firebreak.web.FieldInvalid;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Drills, from the request to the score. */
@StoryTest
@Tag("A130")
@Tag("A137")
class DrillStoryTests {

    private static final String PASSWORD = "violet-harbour-1";

    @Autowired
    World world;

    @Autowired
    PostedAlerts alerts;

    @Autowired
    DrillOrders orders;

    @Autowired
    Drills drills;

    @Autowired
    DrillWatch watch;

    @Autowired
    PlayedFault fault;

    @Autowired
    PlayedFault.Admission admission;

    @Autowired
    FreezeView freeze;

    @Autowired
    RuntimeService runtime;

    @Autowired
    Incidents incidents;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    @BeforeEach
    void quiet() throws Exception {
        world.endsAllProcesses();
        jdbc.sql("update incident set status = 'CANCELLED', closed_at = opened_at")
                .update();
        accounts.createIfMissing("carla", "Carla", "carla@example.test", PASSWORD, Set.of(Role.COMMANDER));
        accounts.createIfMissing("milo", "Milo", "milo@example.test", PASSWORD, Set.of(Role.RESPONDER));
        alerts.forgets();
        OutsideWorld.forget();
    }

    @AfterEach
    void nothingRuns() {
        fault.forgets();
        admission.isStrict(false);
        freeze.set(false, "over", "carla");
        jdbc.sql("delete from raised_alert").update();
        jdbc.sql("update drill set running_on = null, outcome = coalesce(outcome, 'ABORTED')")
                .update();
        world.endsAllProcesses();
    }

    private Drill starts() {
        var drill = orders.start(new DrillRequest("played", "practice-web", List.of("milo")), "carla");
        world.untilNothingMoves();
        return drills.get(drill.id());
    }

    private IncidentId detected() {
        var answer = alerts.sendsFrom("default", "SiteDown", "practice-web", "critical");
        world.untilNothingMoves();
        looks();
        return new IncidentId(answer.incidents().get(0));
    }

    private void looks() {
        watch.look();
        world.untilNothingMoves();
    }

    private void hasEnded(Drill drill, Outcome outcome) {
        assertThat(fault.isPresent()).isFalse();
        assertThat(drills.get(drill.id()).outcome()).isEqualTo(outcome);
        assertThat(drills.get(drill.id()).revertedAt()).isNotNull();
    }

    @Test
    void aCommanderStartsOneOnThePageAndTheResponseIsScored() {
        var carla = new HttpVisitor(port);
        carla.login("carla", PASSWORD);
        carla.form(
                "/drills",
                Map.of(
                        "_csrf",
                        carla.csrfOf("/drills"),
                        "scenario",
                        "played",
                        "target",
                        "practice-web",
                        "participants",
                        "milo"));
        world.untilNothingMoves();
        assertThat(carla.page("/drills").body()).contains("played on practice-web", "fault injected", "Milo");
        assertThat(fault.isPresent()).isTrue();

        var incident = detected();
        assertThat(incident.isDrill()).isTrue();
        assertThat(incidents.get(incident).title()).startsWith("Drill: ");
        assertThat(OutsideWorld.subjectsTo("milo@example.test")).anyMatch(subject -> subject.startsWith("[PAGE"));
        for (var other : List.of("rex", "carla", "ada", "olivia")) {
            assertThat(OutsideWorld.subjectsTo(other + "@example.test")).isEmpty();
        }

        lifecycle.acknowledged(incident, "milo");
        world.untilNothingMoves();
        lifecycle.cancelled(incident, "enough for today", "milo");
        world.untilNothingMoves();
        looks();

        var drill = drills.latest(1).get(0);
        hasEnded(drill, Outcome.COMPLETED);
        assertThat(drill.score())
                .filteredOn(Criterion::met)
                .extracting(Criterion::name)
                .contains("Detected", "Acknowledged in time", "Fault taken back");
        assertThat(drill.score())
                .filteredOn(criterion -> !criterion.met())
                .extracting(Criterion::name)
                .contains("Right diagnosis", "Resolved");
        assertThat(carla.page("/drills").body()).contains("of " + drill.score().size(), incident.value());
    }

    @Test
    void aSecondAlertOfTheServiceJoinsAndOneOfAnotherServiceIsReal() {
        starts();
        var incident = detected();

        var second = alerts.sendsFrom("default", "SiteSlow", "practice-web", "critical");
        var other = alerts.sendsFrom("default", "Errors", "mosaic-woodpecker", "warning");

        assertThat(second.incidents()).containsExactly(incident.value());
        assertThat(other.incidents().get(0)).startsWith("INC-");
    }

    @Test
    void whatFiresAfterTheDrillIsReal() {
        var drill = starts();
        detected();
        jdbc.sql("update drill set running_on = null, outcome = 'TIMED_OUT' where id = ?")
                .param(drill.id())
                .update();

        var later = alerts.joinsFrom("default", "SiteDown", "SiteDownAgain", "practice-web", "critical");

        assertThat(later.incidents().get(0)).startsWith("INC-");
    }

    @Test
    void aFaultThatNoAlertShowsIsTakenBackAfterFiveMinutes() {
        var drill = starts();

        world.passes(Duration.ofMinutes(4));
        assertThat(fault.isPresent()).isTrue();
        world.passes(Duration.ofMinutes(2));

        hasEnded(drill, Outcome.NOT_DETECTED);
        assertThat(drills.get(drill.id()).score()).extracting(Criterion::met).containsExactly(false, true);
    }

    @Test
    void aPersonAbortsOneThatNothingDetected() {
        var drill = starts();

        orders.abort(drill.id(), "wrong day", "carla");
        looks();

        hasEnded(drill, Outcome.ABORTED);
        assertThat(drills.get(drill.id()).score()).isEmpty();
        assertThatThrownBy(() -> orders.abort(drill.id(), "again", "carla")).isInstanceOf(DrillRefused.class);
    }

    @Test
    void aRealP1AbortsTheDrillAndEndsItsIncident() {
        var drill = starts();
        var incident = detected();
        var real = world.raise("mosaic-postgres", "data-loss", Map.of("alertSeverity", "critical", "dataLoss", "yes"));
        world.untilNothingMoves();
        jdbc.sql("update incident set severity = 'P1' where id = ?")
                .param(real.value())
                .update();

        looks();

        hasEnded(drill, Outcome.ABORTED);
        assertThat(drills.get(drill.id()).abortReason()).isEqualTo("a real P1 is open");
        assertThat(incidents.get(incident).status()).isEqualTo(IncidentStatus.CANCELLED);
    }

    @Test
    void afterAnHourTheFaultIsTakenBackWhateverPeopleDo() {
        var drill = starts();
        detected();

        world.passes(Duration.ofMinutes(61));

        hasEnded(drill, Outcome.TIMED_OUT);
    }

    @Test
    void aFaultThatCantBeInjectedIsTakenBackAllTheSame() {
        fault.breaks(true);

        var drill = starts();

        hasEnded(drill, Outcome.NOT_INJECTED);
        assertThat(drill.injection()).isEqualTo("not injected: the engine does not answer");
    }

    @Test
    void noneStartsDuringARealIncidentOrWhereNoneIsAllowed() {
        var ordered = new DrillRequest("played", "practice-web", List.of("milo"));
        assertThatThrownBy(() -> orders.start(new DrillRequest("played", "mosaic-redis", List.of("milo")), "carla"))
                .isInstanceOf(FieldInvalid.class)
                .hasMessageContaining("target: the catalogue does not allow drills on it");
        assertThatThrownBy(() -> orders.start(new DrillRequest("flood", "practice-web", List.of("milo")), "carla"))
                .hasMessageContaining("scenario: must be random, or one of database, network");
        assertThatThrownBy(() -> orders.start(new DrillRequest("played", "", List.of("nobody")), "carla"))
                .hasMessageContaining("participants: no account has the login nobody");
        var real = world.raise("mosaic-redis", "down", Map.of());
        jdbc.sql("update incident set severity = ? where id = ?")
                .params(Severity.P2.name(), real.value())
                .update();
        assertThatThrownBy(() -> orders.start(ordered, "carla"))
                .isInstanceOf(DrillRefused.class)
                .hasMessageContaining("A real P1 or P2 is open")
                .hasMessageNotContaining(real.value());
    }

    private DrillRequest played() {
        return new DrillRequest("played", "practice-web", List.of("milo"));
    }

    private void isNotInjected(Drill drill, String why) {
        world.untilNothingMoves();
        hasEnded(drill, Outcome.NOT_INJECTED);
        assertThat(drills.get(drill.id()).injection())
                .startsWith("not injected: ")
                .contains(why);
        assertThat(drills.get(drill.id()).injectedAt()).isNull();
    }

    @Test
    void noneStartsWhileEffectsAreADryRun() {
        admission.isStrict(true);

        assertThatThrownBy(() -> orders.start(played(), "carla"))
                .isInstanceOf(FieldInvalid.class)
                .hasMessageContaining("drills need firebreak.effects=live");
    }

    @Test
    void whatChangedSinceTheStartKeepsTheFaultOut() {
        var dry = orders.start(played(), "carla");
        admission.isStrict(true);
        isNotInjected(dry, "firebreak.effects=live");
        admission.isStrict(false);

        var frozen = orders.start(played(), "carla");
        freeze.set(true, "audit", "carla");
        isNotInjected(frozen, "audit");
        freeze.set(false, "over", "carla");

        var late = orders.start(played(), "carla");
        jdbc.sql("update drill set detect_by = requested_at where id = ?")
                .param(late.id())
                .update();
        isNotInjected(late, "too late");

        var serious = orders.start(played(), "carla");
        var real = world.raise("mosaic-redis", "down", Map.of());
        jdbc.sql("update incident set severity = 'P2' where id = ?")
                .param(real.value())
                .update();
        isNotInjected(serious, "a real P1 or P2 is open");
    }

    @Test
    void aDrillThatEndedWhileItWasInjectedIsTakenBackAtOnce() {
        fault.meanwhile(() -> orders.abort(drills.running().get(0).id(), "wrong day", "carla"));

        var drill = starts();

        hasEnded(drill, Outcome.ABORTED);
    }

    @Test
    void aDrillWhoseProcessIsGoneIsEnded() {
        var drill = starts();
        detected();
        world.endsAllProcesses();

        looks();

        hasEnded(drill, Outcome.ABORTED);
        assertThat(drills.get(drill.id()).abortReason()).isEqualTo("its process is gone");
    }

    @Test
    void aFaultThatCantBeTakenBackIsAnAlertAndTheServicesOwnAlertsAreReal() {
        var drill = starts();
        detected();
        fault.cantBeTakenBack(true);

        world.passes(Duration.ofMinutes(62));
        looks();
        assertThat(alerts.sendsFrom("default", "SiteGone", "practice-web", "critical")
                        .incidents()
                        .get(0))
                .startsWith("INC-");
        world.passes(Duration.ofMinutes(6));
        looks();

        assertThat(drills.get(drill.id()).isRunning()).isTrue();
        assertThat(jdbc.sql("select count(*) from raised_alert where firing and id like 'drill fault %'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        fault.cantBeTakenBack(false);
        world.passes(Duration.ofMinutes(1));
        looks();
        hasEnded(drill, Outcome.TIMED_OUT);
        assertThat(jdbc.sql("select count(*) from raised_alert where firing")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void anIncidentThatCantBeCancelledDoesNotKeepTheDrillRunning() {
        var drill = starts();
        var incident = detected();
        runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(incident.value())
                .rootProcessInstances()
                .list()
                .forEach(process -> runtime.deleteProcessInstance(process.getId(), "by hand", true, true));

        orders.abort(drill.id(), "wrong day", "carla");
        looks();

        hasEnded(drill, Outcome.ABORTED);
        assertThat(incidents.get(incident).isOpen()).isTrue();
    }
}
