package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.alert.IngestResult;
import dev.firebreak.alert.PostedAlerts;
import dev.firebreak.alert.inhibit.InhibitionFixture;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** A database is in trouble, and so is a service that needs it. */
@StoryTest
@Tag("D30")
class InhibitionStoryTests {

    @Autowired
    ApplicationContext context;

    @Autowired
    World world;

    @Autowired
    PostedAlerts alerts;

    @Autowired
    Incidents incidents;

    @Autowired
    Accounts accounts;

    @LocalServerPort
    int port;

    @BeforeEach
    void nothingWasSent() throws Exception {
        accounts.createIfMissing("carla", "Carla", "carla@example.test", "violet-harbour-1", Set.of(Role.COMMANDER));
        alerts.forgets();
        OutsideWorld.forgetMail();
    }

    @Test
    void aSymptomPagesNobodyUntilItsCauseIsOver() {
        var cause = incidentOf(send("Slow", "mosaic-postgres"));
        assertThat(incidents.get(cause).severity()).isEqualTo(Severity.P2);
        assertThat(pages()).hasSize(1).allMatch(page -> page.contains(cause.value()));

        assertThat(incidentOf(send("Errors", "mosaic-gitea"))).isEqualTo(cause);

        assertThat(pages()).hasSize(1);
        var carla = new HttpVisitor(port);
        carla.login("carla", "violet-harbour-1");
        assertThat(carla.page("/incidents/" + cause).body())
                .contains("Symptom: mosaic-gitea depends on mosaic-postgres")
                .contains("which pages nobody");

        alerts.resolvesFrom("stormy", "Slow", "mosaic-postgres");
        world.passes(Duration.ofMinutes(1));
        InhibitionFixture.run(context);
        alerts.startsProcesses();
        world.untilNothingMoves();

        assertThat(incidents.get(cause).alertsCleared()).isTrue();
        assertThat(pages()).hasSize(2);
        assertThat(pages().get(1)).contains("P2").doesNotContain(cause.value());
        assertThat(world.timelineOf(cause))
                .anyMatch(line -> line.startsWith("1 group of mosaic-gitea split off into ")
                        && line.endsWith(": the cause is over, and they still fire"));
    }

    private IngestResult send(String alert, String service) {
        return alerts.sendsFrom("stormy", alert, service, "high");
    }

    private IncidentId incidentOf(IngestResult answer) {
        world.untilNothingMoves();
        return new IncidentId(answer.incidents().get(0));
    }

    private static List<String> pages() {
        return OutsideWorld.subjectsTo("rex@example.test").stream()
                .filter(subject -> subject.startsWith("[PAGE"))
                .toList();
    }
}
