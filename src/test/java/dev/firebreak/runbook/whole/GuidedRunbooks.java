package dev.firebreak.runbook.whole;

import static dev.firebreak.runbook.whole.WholeRunbook.Case.BROKEN;
import static dev.firebreak.runbook.whole.WholeRunbook.Case.HEALTHY;
import static dev.firebreak.runbook.whole.WholeRunbook.Case.NOT_HELPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.lab.Until;
import dev.firebreak.runbook.step.docker.engine.LabDocker;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The four guided checks on a real web service in a container, and on one that it depends on. */
abstract class GuidedRunbooks extends WholeRunbookStory {

    private static final String DOWN = "service-down";
    private static final String WONT_START = "service-wont-start";
    private static final String SLOW = "service-slow";
    private static final String INTEGRATION = "integration-failure";

    /** Answers health, as slowly as files say: one lasts a restart. Ends at once while it is told to. */
    private static final String SERVER = """
            [ ! -e /www/refuses ] || { echo 'bind: Address already in use'; exit 1; }
            rm -f /tmp/slow
            exec httpd -f -p %d -h /www
            """;

    private String web;

    @BeforeEach
    void aServiceAndWhatItNeeds() {
        LabSite.DOCKER.service("-needed");
        web = LabSite.DOCKER.runs(
                "-web",
                Lab.Settings.of("IMAGE_BUSYBOX"),
                new String[] {"--network=host"},
                "sh",
                "-c",
                "mkdir -p /www/cgi-bin; printf '#!/bin/sh\\n[ ! -e /tmp/slow ] && [ ! -e /www/slow ] || sleep 1\\n"
                        + "echo; echo ok\\n' >/www/cgi-bin/health; chmod +x /www/cgi-bin/health\n"
                        + SERVER.formatted(LabSite.port("web")));
        awaits("needed", "healthy");
    }

    @AfterEach
    void theyEnd() {
        LabSite.DOCKER.close();
    }

    @Test
    @Tag("A086")
    @Tag("chaos")
    @WholeRunbook(value = DOWN, state = HEALTHY)
    void aServiceThatAnswersNeedsNoRemedy() {
        stabilises(respondedTo("lab-web", "service-down"), DOWN, "Service answers");
    }

    @Test
    @Tag("A086")
    @WholeRunbook(value = DOWN, state = BROKEN)
    void aServiceThatHangsAnswersAfterTheRestart() {
        LabDocker.docker("stop", "-t", "0", web);
        var incident = respondedTo("lab-web", "service-down");

        restarts(incident);

        stabilises(incident, DOWN, "Answers after restart");
        looksAgainAfter(incident, DOWN);
    }

    @Test
    @Tag("A086")
    @Tag("chaos")
    @WholeRunbook(value = DOWN, state = NOT_HELPED)
    void aServiceThatTheRestartDoesNotHelpIsLeftToPeople() {
        refusesToStart();
        var incident = respondedTo("lab-web", "service-down");

        restarts(incident);

        leavesToPeople(incident, DOWN, "Restart did not help");
        looksAgainAfter(incident, DOWN);
    }

    @Test
    @Tag("A086")
    @Tag("chaos")
    @WholeRunbook(value = WONT_START, state = HEALTHY)
    void aServiceThatRunsNeedsNoRemedy() {
        stabilises(respondedTo("lab-web", "service-wont-start"), WONT_START, "Service runs");
    }

    @Test
    @Tag("A086")
    @WholeRunbook(value = WONT_START, state = BROKEN)
    void aServiceThatEndedRunsAfterTheRestart() {
        LabDocker.docker("kill", web);
        var incident = respondedTo("lab-web", "service-wont-start");

        restarts(incident);

        stabilises(incident, WONT_START, "Runs after restart");
        looksAgainAfter(incident, WONT_START);
    }

    @Test
    @Tag("A086")
    @Tag("chaos")
    @WholeRunbook(value = WONT_START, state = NOT_HELPED)
    void aServiceWhosePortIsTakenIsLeftToPeople_withWhatItsLogSays() {
        refusesToStart();
        var incident = respondedTo("lab-web", "service-wont-start");

        restarts(incident);

        leavesToPeople(incident, WONT_START, "Still not running");
        assertThat(world.timelineOf(incident)).anyMatch(line -> line.contains("port"));
    }

    @Test
    @Tag("A087")
    @Tag("chaos")
    @WholeRunbook(value = SLOW, state = HEALTHY)
    void aServiceThatIsFastNeedsNoRemedy() {
        stabilises(respondedTo("lab-web", "slow-responses"), SLOW, "Fast enough");
    }

    @Test
    @Tag("chaos")
    @Tag("A087")
    @WholeRunbook(value = SLOW, state = BROKEN)
    void aSlowServiceIsFastAfterTheRestart() {
        LabDocker.docker("exec", web, "touch", "/tmp/slow");
        var incident = respondedTo("lab-web", "slow-responses");

        restarts(incident);

        stabilises(incident, SLOW, "Fast after restart");
        looksAgainAfter(incident, SLOW);
    }

    @Test
    @Tag("A087")
    @Tag("chaos")
    @WholeRunbook(value = SLOW, state = NOT_HELPED)
    void aServiceThatIsSlowAgainIsLeftToPeople() {
        LabDocker.docker("exec", web, "touch", "/www/slow");
        var incident = respondedTo("lab-web", "slow-responses");

        restarts(incident);

        leavesToPeople(incident, SLOW, "Still slow");
        looksAgainAfter(incident, SLOW);
    }

    @Test
    @Tag("A088")
    @Tag("chaos")
    @WholeRunbook(value = INTEGRATION, state = HEALTHY)
    void whatItNeedsIsWell() {
        stabilises(respondedTo("lab-web", "integration-failure"), INTEGRATION, "Integration works");
    }

    @Test
    @Tag("A088")
    @WholeRunbook(value = INTEGRATION, state = BROKEN)
    void whatItNeedsIsSick_andWorksWhenAPersonMendedItAndLooksAgain() {
        LabDocker.docker("exec", LabSite.container("needed"), "touch", "/tmp/sick");
        awaits("needed", "unhealthy");
        var incident = respondedTo("lab-web", "integration-failure");
        LabDocker.docker("exec", LabSite.container("needed"), "rm", "/tmp/sick");
        awaits("needed", "healthy");

        chooses(incident, "again");

        stabilises(incident, INTEGRATION, "Integration works");
    }

    @Test
    @Tag("A088")
    @Tag("chaos")
    @WholeRunbook(value = INTEGRATION, state = NOT_HELPED)
    void whereWhatItNeedsStaysSick_aRestartOfTheServiceDoesNotHelp() {
        LabDocker.docker("exec", LabSite.container("needed"), "touch", "/etc/sick");
        awaits("needed", "unhealthy");
        var incident = respondedTo("lab-web", "integration-failure");

        restarts(incident);

        leavesToPeople(incident, INTEGRATION, "Integration still fails");
        looksAgainAfter(incident, INTEGRATION);
    }

    private void restarts(IncidentId incident) {
        chooses(incident, "restart");
        approves(incident, "docker.restart-container");
    }

    private void chooses(IncidentId incident, String remedy) {
        world.completes(
                "rita",
                "UserTask_ChooseRemedy",
                incident,
                Map.of("remedy", remedy, "remedyReason", "What the checks say"));
    }

    private void refusesToStart() {
        LabDocker.docker("exec", web, "touch", "/www/refuses");
        LabDocker.docker("kill", web);
    }

    private static void awaits(String name, String health) {
        Until.within(Duration.ofSeconds(20))
                .every(Duration.ofMillis(100))
                .see(
                        name + " " + health,
                        () -> LabDocker.docker(
                                        "inspect", "--format", "{{.State.Health.Status}}", LabSite.container(name))
                                .equals(health));
    }
}
