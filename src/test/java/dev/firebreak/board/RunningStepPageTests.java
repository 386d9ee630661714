package dev.firebreak.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.FirebreakTest;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.NewIncident;
import dev.firebreak.lab.Until;
import dev.firebreak.runbook.output.RunningSteps;
import dev.firebreak.runbook.output.StepCancelled;
import dev.firebreak.runbook.output.StepOutputs;
import dev.firebreak.runbook.output.WatchedStep;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The output of a running step on the incident's page and on its own page, and its cancel, without JavaScript. */
@FirebreakTest
@Tag("F29")
class RunningStepPageTests {

    private static final String PASSWORD = "violet-harbour-1";

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Autowired
    Incidents incidents;

    @Autowired
    StepOutputs outputs;

    @Autowired
    RunningSteps running;

    @Autowired
    Clock clock;

    private IncidentId incident;
    private WatchedStep watched;
    private UUID step;

    @BeforeEach
    void aStepRuns() {
        accounts.createIfMissing("runningRita", "Rita", "rita@example.test", PASSWORD, Set.of(Role.RESPONDER));
        accounts.createIfMissing("olivia", "Olivia", "olivia@example.test", PASSWORD, Set.of(Role.OBSERVER));
        incident = incidents.open(new NewIncident("Disk is full", "watched-x", "disk-full", null, "test", false));
        begins(true);
    }

    private void begins(boolean reading) {
        watched = outputs.watch(incident, "disk.show-usage", "Show disk usage", "watched-host", reading);
        watched.line("/var/log: <b>1.2 GiB</b>");
        watched.line("/srv: 3 GiB");
        watched.progress(3, 12, "directories");
        watched.beat();
        step = Until.within(Duration.ofSeconds(10))
                .get(
                        "it is listed",
                        () -> running.of(incident, clock.instant()).stream().findFirst())
                .id();
    }

    @AfterEach
    void itEnds() {
        watched.close();
        incidents.end(incident, IncidentStatus.CANCELLED, null);
    }

    private HttpVisitor visitor(String who) {
        var visitor = new HttpVisitor(port);
        visitor.login(who, PASSWORD);
        return visitor;
    }

    @Test
    void itsLinesAreOnBothPagesAndInTheApi() {
        var olivia = visitor("olivia");

        assertThat(olivia.page("/incidents/" + incident).body())
                .contains(
                        "Show disk usage on watched-host",
                        "3 of 12 directories",
                        "/var/log: &lt;b&gt;1.2 GiB&lt;/b&gt;\n/srv: 3 GiB\n</pre>")
                .doesNotContain("Cancel this step");
        assertThat(olivia.page("/incidents/" + incident + "/running-steps/" + step)
                        .body())
                .contains("value=\"3\"", "/var/log: &lt;b&gt;1.2 GiB&lt;/b&gt;", "Show the latest lines");
        assertThat(olivia.get("/api/incidents/" + incident + "/running-steps").body())
                .contains("\"done\":3", "\"reading\":true", step.toString());
        assertThat(olivia.get("/api/incidents/" + incident + "/running-steps/" + step + "/lines")
                        .body())
                .contains("\"number\":1");
        assertThat(olivia.get("/api/incidents/" + incident + "/running-steps/" + step + "/lines?after=2")
                        .body())
                .isEqualTo("[]");
    }

    @Test
    void aResponderCancelsIt_andAnObserverCanNot() {
        assertThat(presses("olivia", "no").statusCode()).isEqualTo(403);
        var rita = visitor("runningRita");

        assertThat(presses("runningRita", "").headers().firstValue("Location"))
                .get()
                .asString()
                .contains("#cancel-" + step);
        watched.beat();
        assertThat(presses("runningRita", "It takes too long").statusCode()).isEqualTo(303);

        Until.within(Duration.ofSeconds(10)).see("the step hears of it", () -> {
            try {
                watched.beat();
                return false;
            } catch (StepCancelled e) {
                return e.by().equals("runningRita") && e.reason().equals("It takes too long");
            }
        });
        assertThat(rita.page("/incidents/" + incident + "/running-steps/" + step)
                        .body())
                .contains("Cancelled by Rita: It takes too long", "Cancelling")
                .doesNotContain("Cancel this step");
    }

    @Test
    void whatChangesSomethingSaysWhyItGoesOn_alsoOverTheApi() {
        watched.close();
        Until.within(Duration.ofSeconds(10))
                .see("it has ended", () -> running.of(incident, clock.instant()).isEmpty());
        begins(false);
        var rita = visitor("runningRita");

        assertThat(rita.page("/incidents/" + incident).body())
                .contains("It changes something, so it can&#39;t be cancelled halfway.")
                .doesNotContain("Cancel this step");
        var refused = new HttpVisitor(port)
                .send(
                        "POST",
                        "/api/incidents/" + incident + "/running-steps/" + step + "/cancel",
                        "{\"reason\": \"no\"}",
                        Map.of(
                                "Authorization",
                                HttpVisitor.basic("runningRita", PASSWORD),
                                "Content-Type",
                                "application/json"));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("is not ended halfway");
    }

    @Test
    void ofAnotherIncidentThereIsNoSuchStep() {
        var other = incidents.open(new NewIncident("Other", "watched-y", "disk-full", null, "test", false));

        assertThat(visitor("runningRita")
                        .get("/api/incidents/" + other + "/running-steps/" + step + "/lines")
                        .statusCode())
                .isEqualTo(404);
        assertThat(visitor("runningRita")
                        .page("/incidents/" + other + "/running-steps/" + step)
                        .statusCode())
                .isEqualTo(404);
        incidents.end(other, IncidentStatus.CANCELLED, null);
    }

    private HttpResponse<String> presses(String who, String reason) {
        var visitor = visitor(who);
        var token = visitor.csrfOf("/incidents/" + incident);
        return visitor.press(
                "/incidents/" + incident + "/running-steps/" + step + "/cancel",
                Map.of("reason", reason, "_csrf", token));
    }
}
