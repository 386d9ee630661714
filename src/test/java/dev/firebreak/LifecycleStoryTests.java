package dev.firebreak;

import static dev.firebreak.incident.Severity.P1;
import static dev.firebreak.incident.Severity.P3;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.Severity;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.CustomerMessageWanted;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.lifecycle.status.ProcessStatus;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@StoryTest
class LifecycleStoryTests {

    private static final Map<String, Object> UPDATE =
            Map.of("updateStatus", "investigating", "updateText", "We are looking into it");

    @Autowired
    World world;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    Incidents incidents;

    @Autowired
    Timeline timeline;

    @Autowired
    ProcessStatus processStatus;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    @BeforeEach
    void peopleAreThere() throws Exception {
        world.endsAllProcesses();
        accounts.createIfMissing("rex", "Rex", "rex@example.test", "amber-lantern-1", Set.of(Role.RESPONDER));
        accounts.createIfMissing("carla", "Carla", "carla@example.test", "violet-harbour-1", Set.of(Role.COMMANDER));
        OutsideWorld.forgetMail();
    }

    @Test
    void anAlertBecomesAnIncidentThatPeopleBringToItsEnd() {
        var incident = raise("mosaic-gitea", "high-load", "critical");

        assertThat(incidents.get(incident).severity()).isEqualTo(P1);
        assertThat(OutsideWorld.subjectsTo("rex@example.test")).anyMatch(subject -> subject.contains(incident.value()));

        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        world.completes("carla", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", "P1"));
        world.processes(incident).areWaitingAt("UserTask_LeadResponse", "UserTask_InformStakeholders");

        world.completes("carla", "UserTask_LeadResponse", incident, Map.of("mitigation", "Restarted by hand"));
        world.processes(incident).areWaitingAtExactly("UserTask_WatchRecovery");

        lifecycle.alertsCleared(incident);
        world.untilNothingMoves();
        world.processes(incident).areWaitingAtExactly("Gateway_DoesItHold");

        world.passes(Duration.ofMinutes(5));
        world.completes(
                "carla",
                "UserTask_ConfirmResolution",
                incident,
                Map.of("resolutionDecision", "resolved", "resolution", "Restarted", "rootCause", "A crawler"));
        assertThat(incidents.get(incident).status()).isEqualTo(IncidentStatus.RESOLVED);
        assertThat(OutsideWorld.subjectsTo("carla@example.test")).anyMatch(subject -> subject.contains("RESOLVED"));

        var task = world.task("UserTask_CompletePostMortem", incident);
        assertThat(Duration.between(
                        incidents.get(incident).resolvedAt(), task.getDueDate().toInstant()))
                .isEqualTo(Duration.ofHours(48));
        world.completes(
                "carla",
                "UserTask_CompletePostMortem",
                incident,
                Map.of("summary", "A crawler", "dataLoss", "no", "why1", "No limit", "markFinal", true));

        world.processes(incident).areEnded();
        assertThat(incidents.get(incident).status()).isEqualTo(IncidentStatus.CLOSED);
        for (var milestone : Milestone.values()) {
            assertThat(timeline.when(incident, milestone)).as(milestone.name()).isPresent();
        }
    }

    @Test
    void alertsMayClearAtAnyMoment() {
        var incident = raise("mosaic-gitea", "high-load", "critical");

        lifecycle.alertsCleared(incident);
        world.untilNothingMoves();

        world.processes(incident).areWaitingAt("UserTask_TakeCommand");
        assertThat(incidents.get(incident).alertsCleared()).isTrue();
        bringToResolution(incident);
        world.processes(incident).areWaitingAtExactly("Gateway_DoesItHold");
    }

    @Test
    void alertsThatFireAgainWithinTheHoldLeadBack() {
        var incident = raise("mosaic-gitea", "high-load", "critical");
        bringToResolution(incident);
        lifecycle.alertsCleared(incident);
        world.passes(Duration.ofMinutes(4));

        lifecycle.alertsFiredAgain(incident);
        world.passes(Duration.ofMinutes(10));

        world.processes(incident).areWaitingAtExactly("UserTask_WatchRecovery");
    }

    @Test
    void silenceBeyondTheDeadlinePagesTheNextLevelUntilSomebodyAnswers() {
        var incident = raise("mosaic-gitea", "high-load", "high");

        world.passes(Duration.ofMinutes(29));
        assertThat(pages(incident)).isEqualTo(1);

        world.passes(Duration.ofMinutes(2));
        assertThat(pages(incident)).isEqualTo(2);

        lifecycle.acknowledged(incident, "carla");
        world.passes(Duration.ofHours(3));
        assertThat(pages(incident)).isEqualTo(2);
        assertThat(incidents.get(incident).acknowledgedBy()).isEqualTo("carla");
    }

    @Test
    @Tag("G15")
    void anAcknowledgedP1ThatNobodyCommandsIsPagedAgain() {
        var incident = raise("mosaic-gitea", "high-load", "critical");
        world.passes(Duration.ofMinutes(5));
        lifecycle.acknowledged(incident, "rex");
        var paged = pages(incident);

        world.passes(Duration.ofMinutes(9));
        assertThat(pages(incident)).isEqualTo(paged);
        world.passes(Duration.ofMinutes(2));

        assertThat(pages(incident)).isEqualTo(2 * paged);
        assertThat(world.timelineOf(incident))
                .containsOnlyOnce("Acknowledged, but nobody took command in time: page level 2");
        world.passes(Duration.ofMinutes(15));
        assertThat(pages(incident)).as("paged until somebody answers").isEqualTo(3 * paged);
        assertThat(lifecycle.acknowledged(incident, "carla")).isTrue();
        assertThat(world.timelineOf(incident)).contains("Acknowledged again");
        world.passes(Duration.ofMinutes(14));
        assertThat(pages(incident)).as("a person who answers has time to act").isEqualTo(3 * paged);
        world.passes(Duration.ofMinutes(2));
        assertThat(pages(incident)).isEqualTo(4 * paged);

        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        world.passes(Duration.ofMinutes(40));
        assertThat(pages(incident)).isEqualTo(4 * paged);
        assertThat(incidents.get(incident).acknowledgedBy()).isEqualTo("rex");
    }

    @Test
    @Tag("G15")
    void aP1WhoseResponseFallsSilentIsPagedAgain() {
        var incident = raise("mosaic-gitea", "high-load", "critical");
        bringToResponse(incident, "P1");
        var paged = pages(incident);

        world.passes(Duration.ofMinutes(40));
        timeline.add(incident, "Note: the crawler is the cause", "rex");
        timeline.add(incident, "2 alerts joined", "alertmanager");
        world.passes(Duration.ofMinutes(44));
        assertThat(pages(incident)).as("a note is a sign of life").isEqualTo(paged);
        timeline.add(incident, "2 alerts joined", "alertmanager");
        world.passes(Duration.ofMinutes(2));

        assertThat(pages(incident)).as("an alert is none").isEqualTo(2 * paged);
        assertThat(world.timelineOf(incident)).containsOnlyOnce("No sign of life within PT45M: page level 2");
    }

    @Test
    @Tag("G15")
    void aP1ThatIsStabilisedWakesNobodyAndAResolvedOneWakesNobodyEither() {
        var incident = raise("mosaic-gitea", "high-load", "critical");
        bringToResolution(incident);
        var paged = pages(incident);

        world.passes(Duration.ofHours(5));
        assertThat(pages(incident)).isEqualTo(paged);

        lifecycle.alertsCleared(incident);
        world.passes(Duration.ofMinutes(5));
        world.completes(
                "carla",
                "UserTask_ConfirmResolution",
                incident,
                Map.of("resolutionDecision", "resolved", "resolution", "Restarted"));
        world.processes(incident).areNotWaitingAt("Event_CheckDue");
        lifecycle.severityChanged(incident, Severity.P2, "Half of them", "carla");
        lifecycle.severityChanged(incident, P1, "All of them after all", "carla");
        world.passes(Duration.ofHours(5));
        assertThat(pages(incident)).isEqualTo(paged);
    }

    @Test
    @Tag("G15")
    void aP3IsToldAtItsOwnPaceUntilSomebodyAnswers() {
        var incident = raise("mosaic-bookstack", "slow", "medium");
        assertThat(notices(incident)).isEqualTo(1);

        world.passes(Duration.ofHours(2).plusMinutes(1));
        assertThat(notices(incident)).isEqualTo(2);
        assertThat(world.timelineOf(incident)).contains("Not acknowledged in time: notified again (level 2)");
        assertThat(pages(incident)).isZero();

        lifecycle.acknowledged(incident, "rex");
        world.passes(Duration.ofHours(9));
        assertThat(notices(incident)).isEqualTo(2);
    }

    @Test
    void pagingForAWorseSeverityEndsWithTheResponse() {
        var incident = raise("mosaic-bookstack", "slow", "medium");
        lifecycle.severityChanged(incident, P1, "Everybody sees it", "carla");
        world.untilNothingMoves();
        lifecycle.acknowledged(incident, "rex");
        bringToResolution(incident);
        lifecycle.alertsCleared(incident);
        world.passes(Duration.ofMinutes(5));

        world.completes(
                "carla",
                "UserTask_ConfirmResolution",
                incident,
                Map.of("resolutionDecision", "resolved", "resolution", "Restarted", "rootCause", "A crawler"));

        world.processes(incident).areWaitingAtExactly("UserTask_CompletePostMortem");
    }

    @Test
    void whenItGetsWorseClocksAndMessagesFollow() {
        var incident = raise("mosaic-bookstack", "slow", "medium");
        assertThat(incidents.get(incident).severity()).isEqualTo(P3);

        lifecycle.severityChanged(incident, P1, "Everybody sees it", "carla");
        world.untilNothingMoves();

        assertThat(incidents.get(incident).severity()).isEqualTo(P1);
        world.processes(incident).of("incident-lifecycle").variables().containsEntry("acknowledgeWithin", "PT15M");
        world.processes(incident).of("triage").variables().containsEntry("severity", "P1");
        assertThat(world.task("UserTask_TakeCommand", incident).getDueDate().toInstant())
                .isEqualTo(incidents.get(incident).openedAt().plus(Duration.ofMinutes(15)));
        assertThat(OutsideWorld.subjectsTo("ada@example.test")).isNotEmpty();
    }

    @Test
    void updatesReachWhomTheSeverityConcernsEachOnceAndAreTheOnesThatWereDue() throws Exception {
        var incident = raise("mosaic-bookstack", "slow", "medium");
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        world.completes("carla", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", "P3"));
        OutsideWorld.forgetMail();

        lifecycle.updateGiven(incident, "A query ran wild", null, null, "carla");
        lifecycle.updateGiven(incident, "It is stopped", null, null, "carla");
        world.untilNothingMoves();

        assertThat(updatesTo("rex@example.test")).containsExactlyInAnyOrder("A query ran wild", "It is stopped");
        assertThat(OutsideWorld.subjectsTo("ada@example.test")).isEmpty();
        assertThat(world.timelineOf(incident)).containsOnlyOnce("Update: A query ran wild", "Update: It is stopped");
        world.processes(incident)
                .areWaitingAt("Gateway_AwaitNextUpdate")
                .areNotWaitingAt("UserTask_InformStakeholders");
        world.passes(Duration.ofHours(4));
        world.processes(incident).areWaitingAt("UserTask_InformStakeholders");
    }

    @Test
    @Tag("G17")
    void aCommanderWritesToCustomersForWhomNoMessageWasWritten() throws Exception {
        var incident = raise("mosaic-gitea", "high-load", "critical");
        OutsideWorld.forgetMail();

        for (var repeat = 0; repeat < 2; repeat++) {
            lifecycle.customerMessageWanted(
                    new CustomerMessageWanted(incident, "initial", "customers", "untold.task-1"));
        }
        world.completes(
                "carla",
                "UserTask_WriteToCustomers",
                incident,
                Map.of("customerMessage", "send", "updateText", "Sites may be slow"));

        assertThat(world.timelineOf(incident))
                .containsOnlyOnce(
                        "Not told (initial): customers. A commander writes to them", "Update: Sites may be slow");
        assertThat(OutsideWorld.subjectsTo("olivia@example.test")).containsExactly("Update on mosaic-gitea");
        assertThat(OutsideWorld.subjectsTo("rex@example.test")).isEmpty();
    }

    @Test
    @Tag("G17")
    void anUpdateThatNoCommanderGaveBecomesATaskForTheCommander() throws Exception {
        var incident = raise("mosaic-gitea", "high-load", "critical");
        bringToResponse(incident, "P1");
        OutsideWorld.forgetMail();

        for (var n = 0; n < 2; n++) {
            lifecycle.updateGiven(incident, "The disk was full", "executives", null, "rex");
            world.untilNothingMoves();
        }

        assertThat(OutsideWorld.subjectsTo("olivia@example.test")).isEmpty();
        assertThat(world.timelineOf(incident))
                .contains("Not announced (update) to executives: no commander gave this text for them")
                .containsOnlyOnce("Not told (update): executives. A commander writes to them");

        world.completes(
                "carla",
                "UserTask_WriteToCustomers",
                incident,
                Map.of("customerMessage", "send", "updateText", "We are on it"));

        assertThat(OutsideWorld.textsTo("olivia@example.test"))
                .singleElement()
                .asString()
                .contains("We are on it");
    }

    @Test
    @Tag("G17")
    void aCommanderMayHaveNothingToTellCustomers() throws Exception {
        var incident = raise("mosaic-gitea", "high-load", "critical");
        OutsideWorld.forgetMail();
        lifecycle.customerMessageWanted(
                new CustomerMessageWanted(incident, "severity-changed", "customers", "untold.task-2"));

        world.completes("carla", "UserTask_WriteToCustomers", incident, Map.of("customerMessage", "none"));

        world.processes(incident).areNotWaitingAt("UserTask_WriteToCustomers");
        assertThat(OutsideWorld.subjectsTo("olivia@example.test")).isEmpty();
    }

    @Test
    void everyUpdateIsAskedForInTimeAndDueWhenTheLastOnePromisedIt() {
        var incident = raise("mosaic-gitea", "high-load", "critical");
        bringToResponse(incident, "P1");

        world.completes("carla", "UserTask_InformStakeholders", incident, UPDATE);
        var promised = world.now().plus(Duration.ofMinutes(30));
        world.passes(Duration.ofMinutes(19));
        world.processes(incident).areNotWaitingAt("UserTask_InformStakeholders");

        world.passes(Duration.ofMinutes(1));
        assertThat(dueAt("UserTask_InformStakeholders", incident)).isEqualTo(promised);
        world.completes("carla", "UserTask_InformStakeholders", incident, UPDATE);
        world.passes(Duration.ofMinutes(20));
        assertThat(dueAt("UserTask_InformStakeholders", incident)).isEqualTo(promised.plus(Duration.ofMinutes(20)));
    }

    @Test
    @Tag("A102")
    void whoGivesAnUpdateChoosesWhenTheNextOneIsDue_andTheMessagePromisesThat() throws Exception {
        var incident = raise("mosaic-gitea", "high-load", "critical");
        bringToResponse(incident, "P1");
        OutsideWorld.forgetMail();

        var chosen = new HashMap<>(UPDATE);
        chosen.put("nextUpdateIn", "PT2H");
        world.completes("carla", "UserTask_InformStakeholders", incident, chosen);

        var promised = world.now().plus(Duration.ofHours(2));
        assertThat(OutsideWorld.textsTo("rex@example.test"))
                .anyMatch(mail -> mail.contains("Next update:  by " + inMails(promised)));
        assertThat(world.timelineOf(incident)).contains("Next update promised in 2 h, instead of 30 min");
        world.passes(Duration.ofMinutes(109));
        world.processes(incident).areNotWaitingAt("UserTask_InformStakeholders");
        world.passes(Duration.ofMinutes(1));
        assertThat(dueAt("UserTask_InformStakeholders", incident)).isEqualTo(promised);

        lifecycle.updateGiven(incident, "A query ran wild", null, Duration.ofMinutes(15), "carla");
        world.passes(Duration.ofMinutes(8));
        assertThat(dueAt("UserTask_InformStakeholders", incident))
                .isEqualTo(world.now().plus(Duration.ofMinutes(7)));

        world.completes("carla", "UserTask_InformStakeholders", incident, UPDATE);
        world.passes(Duration.ofMinutes(20));
        assertThat(dueAt("UserTask_InformStakeholders", incident))
                .as("the severity's interval is in force again")
                .isEqualTo(world.now().plus(Duration.ofMinutes(10)));
    }

    @Test
    void anUpdateDuringTriageIsTheFirstOne() {
        var incident = raise("mosaic-gitea", "high-load", "critical");
        lifecycle.updateGiven(incident, "We are looking into it", null, null, "carla");
        world.untilNothingMoves();
        var promised = world.now().plus(Duration.ofMinutes(30));

        bringToResponse(incident, "P1");

        world.processes(incident).areNotWaitingAt("UserTask_InformStakeholders");
        world.passes(Duration.ofMinutes(20));
        assertThat(dueAt("UserTask_InformStakeholders", incident)).isEqualTo(promised);
    }

    @Test
    void whenItGetsWorseTheNextUpdateIsDueAsTheMessageAboutThatPromised() {
        var incident = raise("mosaic-bookstack", "slow", "medium");
        bringToResponse(incident, "P3");
        world.completes("carla", "UserTask_InformStakeholders", incident, UPDATE);

        lifecycle.severityChanged(incident, P1, "Everybody sees it", "carla");
        world.passes(Duration.ofMinutes(20));

        assertThat(dueAt("UserTask_InformStakeholders", incident))
                .isEqualTo(world.now().plus(Duration.ofMinutes(10)));
    }

    @Test
    void anUpdateThatCameEarlyPutsOffTheNextOne() {
        var incident = raise("mosaic-gitea", "high-load", "critical");
        bringToResponse(incident, "P1");
        world.completes("carla", "UserTask_InformStakeholders", incident, UPDATE);
        world.passes(Duration.ofMinutes(15));

        lifecycle.updateGiven(incident, "A query ran wild", null, null, "carla");
        world.passes(Duration.ofMinutes(15));
        world.processes(incident).areNotWaitingAt("UserTask_InformStakeholders");

        world.passes(Duration.ofMinutes(5));
        assertThat(dueAt("UserTask_InformStakeholders", incident))
                .isEqualTo(world.now().plus(Duration.ofMinutes(10)));
    }

    @Test
    void whenItGetsBetterWhoWasToldTheOldSeverityHearsTheNewOneAndNobodyIsPaged() throws Exception {
        var incident = raise("mosaic-gitea", "high-load", "critical");
        lifecycle.acknowledged(incident, "rex");
        world.untilNothingMoves();
        var pages = pages(incident);
        OutsideWorld.forgetMail();

        lifecycle.severityChanged(incident, P3, "Only the mirror is slow", "carla");
        world.untilNothingMoves();

        for (var concerned : List.of("rex@example.test", "ada@example.test")) {
            assertThat(OutsideWorld.subjectsTo(concerned))
                    .singleElement()
                    .asString()
                    .startsWith("[SEVERITY P3] " + incident);
        }
        assertThat(pages(incident)).isEqualTo(pages);
    }

    @Test
    void whenItGetsBetterBeforeAnybodyAnsweredTheOldAudiencesHearItToo() throws Exception {
        var incident = raise("mosaic-gitea", "high-load", "critical");
        OutsideWorld.forgetMail();

        lifecycle.severityChanged(incident, Severity.P2, "Only the mirror is slow", "carla");
        world.untilNothingMoves();

        assertThat(OutsideWorld.subjectsTo("olivia@example.test"))
                .singleElement()
                .asString()
                .startsWith("[SEVERITY P2] " + incident);
    }

    @Test
    void anUpdateForOneAudienceReachesNobodyElseAndTheOthersStillWait() throws Exception {
        var incident = raise("mosaic-bookstack", "slow", "medium");
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        world.completes("carla", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", "P3"));
        OutsideWorld.forgetMail();

        lifecycle.updateGiven(incident, "Please be patient", "customers", null, "carla");
        world.untilNothingMoves();

        assertThat(OutsideWorld.textsTo("olivia@example.test"))
                .singleElement()
                .asString()
                .startsWith("Please be patient");
        assertThat(OutsideWorld.subjectsTo("rex@example.test")).isEmpty();
        assertThat(new HttpVisitor(port).page("/status").body())
                .contains("Degraded performance of Wiki &lt;1&gt;", incident.value(), "Please be patient")
                .doesNotContain("Carla", "carla", "mosaic-bookstack");
        world.processes(incident).areWaitingAt("UserTask_InformStakeholders");
    }

    @Test
    void aSeverityThatDiffersFromTheProposalNeedsAReason() {
        var incident = raise("mosaic-bookstack", "slow", "medium");
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());

        assertThatThrownBy(() -> world.completes(
                        "carla", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", "P2")))
                .hasMessageContaining("severityReason");
        world.completes(
                "carla",
                "UserTask_ConfirmSeverity",
                incident,
                Map.of("confirmedSeverity", "P2", "severityReason", "Sales demo today"));

        assertThat(incidents.get(incident).severity()).isEqualTo(Severity.P2);
        world.processes(incident).of("response").variables().containsEntry("severity", "P2");
        world.processes(incident).of("incident-lifecycle").variables().containsEntry("acknowledgeWithin", "PT30M");
    }

    @Test
    void commandGoesToSomebodyElseWithAllItsTasks() {
        accounts.createIfMissing("cora", "Cora", "cora@example.test", "violet-harbour-1", Set.of(Role.COMMANDER));
        var incident = raise("mosaic-gitea", "high-load", "critical");
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());

        lifecycle.handOverProposed(incident, "cora", "carla");
        world.untilNothingMoves();
        world.completes("cora", "UserTask_AnswerHandOver", incident, Map.of("handOverAnswer", "accept"));

        assertThat(world.task("UserTask_ConfirmSeverity", incident).getAssignee())
                .isEqualTo("cora");
        assertThat(incidents.get(incident).commander()).isEqualTo("cora");
    }

    @Test
    void lifeSafetyStopsAutomationAndMakesItTheWorst() {
        var incident = raise("mosaic-bookstack", "slow", "medium");

        lifecycle.lifeSafetyDeclared(incident, "Smoke in the server room", "carla");
        world.untilNothingMoves();

        assertThat(incidents.get(incident).lifeSafety()).isTrue();
        assertThat(incidents.get(incident).severity()).isEqualTo(P1);
    }

    @Test
    void aStepThatCannotBeDoneSaysWhatToDoAndPeopleGoOnWithoutIt() {
        var incident = raise("mosaic-postgres", "connection-pool-exhausted", "critical");
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        world.completes("carla", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", "P1"));

        allTriesFail();

        assertThat(processStatus.stuckStepsOf(incident)).singleElement().satisfies(stuck -> {
            assertThat(stuck.activity()).isEqualTo("Show sessions");
            assertThat(stuck.why()).contains("mosaic-postgres", "set FIREBREAK_SECRET_MOSAIC_POSTGRES");
        });
        world.completes("carla", "UserTask_LeadResponse", incident, Map.of("mitigation", "By hand"));
        world.processes(incident).areWaitingAtExactly("UserTask_WatchRecovery");
        assertThat(processStatus.stuckStepsOf(incident)).isEmpty();
        assertThat(world.timelineOf(incident))
                .as("the record keeps what the engine forgets")
                .anyMatch(line -> line.startsWith("Step stuck: Show sessions: "))
                .contains(
                        "Runbook postgres-connection-pool-exhausted ended: people or events stopped it before its end");
    }

    @Test
    @Tag("G16")
    void aReadThatIsStuckIsSkippedByAResponderAndTheProcessGoesOn() {
        var incident = raise("mosaic-postgres", "connection-pool-exhausted", "critical");
        bringToResponse(incident, "P1");
        allTriesFail();
        var stuck = processStatus.stuckStepsOf(incident).get(0);

        var answer = skips("rex", incident, stuck.task(), "{\"reason\":\"No password at hand\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(world.timelineOf(incident)).contains("Skipped \"Show sessions\": No password at hand");
        world.processes(incident).areWaitingAt("ServiceTask_PlanStep");
        assertThat(skips("rex", incident, stuck.task(), "{\"reason\":\"Again\"}")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    @Tag("G16")
    void aPartOfAChangeIsNotSkippedByAResponderAndNoForeignStepEither() {
        var incident = raise("mosaic-postgres", "connection-pool-exhausted", "critical");
        var other = raise("mosaic-gitea", "high-load", "critical");
        bringToResponse(incident, "P1");
        allTriesFail();
        var read = processStatus.stuckStepsOf(incident).get(0);
        assertThat(skips("rex", other, read.task(), "{\"reason\":\"Not mine\"}").statusCode())
                .isEqualTo(409);
        skips("rex", incident, read.task(), "{\"reason\":\"No password at hand\"}");
        allTriesFail();
        var plan = processStatus.stuckStepsOf(incident).get(0);

        var answer = skips("rex", incident, plan.task(), "{\"reason\":\"Me too\"}");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("Only a commander can skip", "because it is part of a change.");
        assertThat(skips("rex", incident, plan.task(), "{\"reason\":\" \"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void anIncidentWhoseStepIsStuckCanBeCancelled() {
        var incident = raise("mosaic-postgres", "connection-pool-exhausted", "critical");
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        world.completes("carla", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", "P1"));

        lifecycle.cancelled(incident, "A test of the alarm", "carla");
        world.untilNothingMoves();

        world.processes(incident).areEnded();
    }

    @Test
    void cancelledEndsEverything() {
        var incident = raise("mosaic-gitea", "high-load", "critical");

        lifecycle.cancelled(incident, "A test of the alarm", "carla");
        world.untilNothingMoves();

        world.processes(incident).areEnded();
        assertThat(incidents.get(incident).status()).isEqualTo(IncidentStatus.CANCELLED);
    }

    @Test
    void mergedEndsItAndNamesTheOther() {
        var first = raise("mosaic-gitea", "high-load", "critical");
        var second = raise("mosaic-plane", "high-load", "high");

        lifecycle.merged(second, first, "carla");
        world.untilNothingMoves();

        world.processes(second).areEnded();
        world.processes(first).of("incident-lifecycle").isActive();
        assertThat(incidents.get(second).mergedInto()).isEqualTo(first);
    }

    @Test
    void tracklessSeveritiesAreTrackedWithoutPaging() {
        var incident = raise("gitops-dashboard", "cosmetic", "info");

        assertThat(pages(incident)).isZero();
        world.processes(incident).areWaitingAt("UserTask_TakeCommand");
    }

    @Test
    void alertsThatFireAgainBeforeTheResolutionIsConfirmedLeadBack() {
        var incident = raise("mosaic-gitea", "high-load", "critical");
        bringToConfirmation(incident, "P1");

        lifecycle.alertsFiredAgain(incident);
        world.untilNothingMoves();

        world.processes(incident).areWaitingAtExactly("UserTask_WatchRecovery");
    }

    @Test
    void anIncidentThatIsOnlyTrackedIsClosedWithoutAPostMortem() {
        var incident = raise("gitops-dashboard", "cosmetic", "info");
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        world.completes(
                "carla",
                "UserTask_ConfirmSeverity",
                incident,
                Map.of("confirmedSeverity", "P5", "severityReason", "A typo on a page"));
        recover(incident);

        confirmResolution(incident);

        assertThat(world.isOver(incident)).isTrue();
        assertThat(incidents.get(incident).status()).isEqualTo(IncidentStatus.CLOSED);
    }

    @Test
    void whenItGetsWorseTwiceOnlyTheLastSeverityIsStillPaged() {
        var incident = raise("mosaic-bookstack", "slow", "medium");
        lifecycle.severityChanged(incident, Severity.P2, "More users see it", "carla");
        world.untilNothingMoves();

        lifecycle.severityChanged(incident, P1, "Everybody sees it", "carla");
        world.untilNothingMoves();

        world.processes(incident).areWaitingAt("Gateway_AwaitAnswer");
        assertThat(world.variable(incident, "page-on-call", "severity")).isEqualTo("P1");
    }

    private void bringToConfirmation(IncidentId incident, String severity) {
        bringToResponse(incident, severity);
        recover(incident);
    }

    private void recover(IncidentId incident) {
        world.completes("carla", "UserTask_LeadResponse", incident, Map.of("mitigation", "By hand"));
        lifecycle.alertsCleared(incident);
        world.passes(Duration.ofMinutes(5));
        world.processes(incident).areWaitingAt("UserTask_ConfirmResolution");
    }

    private void confirmResolution(IncidentId incident) {
        world.completes(
                "carla",
                "UserTask_ConfirmResolution",
                incident,
                Map.of("resolutionDecision", "resolved", "resolution", "Restarted", "rootCause", "A crawler"));
    }

    /** ADR 13: the engine falls back on Java serialization where it has nothing else for an object. */
    @Test
    void noVariableIsAJavaObject() {
        raise("mosaic-gitea", "high-load", "critical");

        assertThat(jdbc.sql("select distinct name_ from act_hi_varinst where var_type_ = 'serializable'")
                        .query(String.class)
                        .list())
                .isEmpty();
    }

    private IncidentId raise(String service, String symptom, String alertSeverity) {
        var incident = world.raise(service, symptom, Map.of("alertSeverity", alertSeverity, "usersAffected", "none"));
        world.untilNothingMoves();
        return incident;
    }

    private void bringToResponse(IncidentId incident, String severity) {
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        world.completes("carla", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", severity));
    }

    private Instant dueAt(String task, IncidentId incident) {
        return world.task(task, incident).getDueDate().toInstant();
    }

    private void bringToResolution(IncidentId incident) {
        bringToResponse(incident, "P1");
        world.completes("carla", "UserTask_LeadResponse", incident, Map.of("mitigation", "By hand"));
    }

    /** The texts under "Update:" in the mails. */
    private static List<String> updatesTo(String address) {
        return OutsideWorld.textsTo(address).stream()
                .map(text -> text.replace("\r\n", "\n").split("\nUpdate:\n")[1])
                .map(rest -> rest.substring(0, rest.indexOf('\n')).strip())
                .toList();
    }

    /** The waits between the tries of a step pass. */
    private void allTriesFail() {
        for (var minute = 0; minute < 10; minute++) {
            world.passes(Duration.ofMinutes(1));
        }
    }

    private long notices(IncidentId incident) {
        return world.timelineOf(incident).stream()
                .filter(what -> what.startsWith("Notified "))
                .count();
    }

    private HttpResponse<String> skips(String person, IncidentId incident, String task, String body) {
        return new HttpVisitor(port)
                .send(
                        "POST",
                        "/api/incidents/" + incident + "/stuck-steps/" + task + "/skip",
                        body,
                        Map.of(
                                "Authorization",
                                HttpVisitor.basic(person, "amber-lantern-1"),
                                "Content-Type",
                                "application/json"));
    }

    private long pages(IncidentId incident) {
        return world.timelineOf(incident).stream()
                .filter(what -> what.startsWith("Paged "))
                .count();
    }

    /** A time as mails write it. */
    private static String inMails(Instant at) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'")
                .withZone(ZoneOffset.UTC)
                .format(at);
    }
}
