package dev.firebreak.runbook.step.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.World;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.runbook.step.FakeContainers;
import dev.firebreak.runbook.step.PlayedTargetsStory;
import dev.firebreak.runbook.step.mariadb.MariaDbUnreachable.Answer;
import dev.firebreak.runbook.step.mariadb.ServerPlace.Look;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The runbook for a MariaDB server that can't be reached, on each of its drawn paths, against a played server. */
class MariaDbStoryTests extends PlayedTargetsStory {

    private static final String RUNBOOK = "mariadb-unreachable";

    @Autowired
    World world;

    @Autowired
    ProcessEngine engine;

    @Autowired
    Accounts accounts;

    @Autowired
    FakeMariaDb server;

    @Autowired
    FakeContainers containers;

    @BeforeEach
    void itAnswers() {
        accounts.createIfMissing("carla", "Carla", "carla@example.test", "violet-harbour-1", Set.of(Role.COMMANDER));
        server.reset();
        containers.atRestart = () -> {};
    }

    @AfterEach
    void itAnswersAgain() {
        server.reset();
        containers.atRestart = () -> {};
    }

    @Test
    void whereItAnswersAndHasConnectionsLeft_nothingIsChanged() {
        var incident = respondedTo();

        assertThat(ends(incident, RUNBOOK)).containsExactly("Server answers");
        assertThat(ends(incident, "response")).containsExactly("Stabilised by runbook");
        assertThat(world.timelineOf(incident)).noneMatch(line -> line.contains("secret"));
    }

    @Test
    void whereItIsFull_theLimitIsRaised() {
        server.connections = 150;
        var incident = respondedTo();

        approves(incident, "mariadb.set-connection-limit");

        assertThat(server.limit).isEqualTo(300);
        assertThat(ends(incident, RUNBOOK)).containsExactly("Connections left");
    }

    @Test
    void whereAHigherLimitFillsUpToo_theFormerOneIsPutBack_andPeopleLead() {
        server.connections = 150;
        server.atLimit = () -> server.connections = server.limit;
        var incident = respondedTo();

        approves(incident, "mariadb.set-connection-limit");
        approves(incident, "mariadb.set-connection-limit");

        assertThat(server.limit).isEqualTo(151);
        assertThat(ends(incident, RUNBOOK)).containsExactly("Still full");
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
    }

    @Test
    void whereItGivesNoAnswerAndARestartIsSafe_itIsRestarted() {
        server.trouble = Answer.NONE;
        containers.atRestart = () -> server.trouble = null;
        var incident = respondedTo();

        approves(incident, "docker.restart-container");

        assertThat(ends(incident, RUNBOOK)).containsExactly("Answers after restart");
    }

    @Test
    void whereTheRestartDoesNotHelp_peopleLead() {
        server.trouble = Answer.NONE;
        var incident = respondedTo();

        approves(incident, "docker.restart-container");

        assertThat(ends(incident, RUNBOOK)).containsExactly("No answer after restart");
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "40  | InnoDB: Database page corruption on disk        | speaks of damaged data",
                "40  | InnoDB: Starting crash recovery from checkpoint | it recovers from a crash",
                "40  | Error writing file (errno: 28)                  | its log says that the disk is full",
                "100 | ready for connections                           | its disk is 100 % full"
            })
    void whereDiskOrLogSpeakAgainstIt_nothingIsRestarted(int disk, String log, String why) {
        server.trouble = Answer.NONE;
        server.look = new Look("running", true, disk, log);
        containers.atRestart = () -> {
            throw new AssertionError("nothing may be restarted");
        };

        var incident = respondedTo();

        assertThat(ends(incident, RUNBOOK)).containsExactly("Not safe to restart");
        assertThat(world.timelineOf(incident))
                .anyMatch(line -> line.contains("a restart is not safe: ") && line.contains(why));
        world.processes(incident).areWaitingAt("UserTask_LeadResponse").areNotWaitingAt("UserTask_ApproveStep");
    }

    @Test
    void aServerThatSaysItIsFullIsNotRestarted() {
        server.trouble = Answer.FULL;

        var incident = respondedTo();

        assertThat(ends(incident, RUNBOOK)).containsExactly("Not safe to restart");
    }

    private void approves(IncidentId incident, String step) {
        assertThat(world.variable(incident, "run-step", "step")).isEqualTo(step);
        world.completes("carla", "UserTask_ApproveStep", incident, Map.of("approved", "true"));
    }

    private IncidentId respondedTo() {
        var incident =
                world.raise("mosaic-mariadb", "mariadb-down", Map.of("alertSeverity", "high", "usersAffected", "many"));
        world.untilNothingMoves();
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        var proposed = world.variable(incident, "triage", "severity");
        world.completes("carla", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", proposed));
        return incident;
    }

    private List<String> ends(IncidentId incident, String process) {
        var history = engine.getHistoryService();
        return history
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(incident.value())
                .processDefinitionKey(process)
                .list()
                .stream()
                .flatMap(instance ->
                        history
                                .createHistoricActivityInstanceQuery()
                                .processInstanceId(instance.getId())
                                .list()
                                .stream()
                                .filter(activity -> activity.getActivityType().endsWith("EndEvent"))
                                .map(HistoricActivityInstance::getActivityName))
                .toList();
    }
}
