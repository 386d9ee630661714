package dev.firebreak.runbook.step.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.runbook.step.FakeContainers;
import dev.firebreak.runbook.step.PlayedTargetsStory;
import dev.firebreak.runbook.step.mariadb.MariaDbUnreachable.Answer;
import dev.firebreak.runbook.step.mariadb.ServerPlace.Look;
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
    FakeMariaDb server;

    @Autowired
    FakeContainers containers;

    @BeforeEach
    void itAnswers() {
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

        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Server answers");
        assertThat(world.ends(incident, "response")).containsExactly("Stabilised by runbook");
        assertThat(world.timelineOf(incident)).noneMatch(line -> line.contains("secret"));
    }

    @Test
    void whereItIsFull_theLimitIsRaised() {
        server.connections = 150;
        var incident = respondedTo();

        approves(incident, "mariadb.set-connection-limit");

        assertThat(server.limit).isEqualTo(300);
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Connections left");
    }

    @Test
    void whereAHigherLimitFillsUpToo_theFormerOneIsPutBack_andPeopleLead() {
        server.connections = 150;
        server.atLimit = () -> server.connections = server.limit;
        var incident = respondedTo();

        approves(incident, "mariadb.set-connection-limit");
        approves(incident, "mariadb.set-connection-limit");

        assertThat(server.limit).isEqualTo(151);
        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Still full");
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
    }

    @Test
    void whereItGivesNoAnswerAndARestartIsSafe_itIsRestarted() {
        server.trouble = Answer.NONE;
        containers.atRestart = () -> server.trouble = null;
        var incident = respondedTo();

        approves(incident, "docker.restart-container");

        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Answers after restart");
    }

    @Test
    void whereTheRestartDoesNotHelp_peopleLead() {
        server.trouble = Answer.NONE;
        var incident = respondedTo();

        approves(incident, "docker.restart-container");

        assertThat(world.ends(incident, RUNBOOK)).containsExactly("No answer after restart");
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

        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Not safe to restart");
        assertThat(world.timelineOf(incident))
                .anyMatch(line -> line.contains("a restart is not safe: ") && line.contains(why));
        world.processes(incident).areWaitingAt("UserTask_LeadResponse").areNotWaitingAt("UserTask_ApproveStep");
    }

    @Test
    void aServerThatSaysItIsFullIsNotRestarted() {
        server.trouble = Answer.FULL;

        var incident = respondedTo();

        assertThat(world.ends(incident, RUNBOOK)).containsExactly("Not safe to restart");
    }

    private IncidentId respondedTo() {
        return respondedTo("mosaic-mariadb", "mariadb-down");
    }
}
