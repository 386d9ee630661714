package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.alert.IngestResult;
import dev.firebreak.alert.PostedAlerts;
import dev.firebreak.incident.Decision;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A source opens more incidents than its limit, and people work on the storm with the board only. */
@StoryTest
@Tag("D28")
class StormStoryTests {

    private static final Pattern SERVICE = Pattern.compile("value=\"(service:mosaic-bookstack)\"");
    private static final String ON_CALL = "rex@example.test";

    @Autowired
    World world;

    @Autowired
    PostedAlerts alerts;

    @Autowired
    Incidents incidents;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    @BeforeEach
    void nothingWasSent() throws Exception {
        accounts.createIfMissing("carla", "Carla", "carla@example.test", "violet-harbour-1", Set.of(Role.COMMANDER));
        alerts.forgets();
        OutsideWorld.forgetMail();
    }

    @Test
    void aStormIsOneIncident_aP1IsNot_andACommanderTakesAServiceOut() {
        var alone = IntStream.range(0, 3)
                .mapToObj(n -> incidentOf(send("Slow" + n, "mosaic-gitea", "warning")))
                .toList();
        var storm = incidentOf(send("Slow3", "mosaic-gitea", "warning"));
        assertThat(incidentOf(send("Slow4", "mosaic-bookstack", "warning"))).isEqualTo(storm);
        var critical = incidentOf(send("Slow5", "mosaic-bookstack", "critical"));
        world.untilNothingMoves();

        assertThat(alone).doesNotContain(storm).doesNotHaveDuplicates();
        assertThat(critical).isNotEqualTo(storm);
        assertThat(incidents.get(storm))
                .extracting("title", "severity")
                .containsExactly("Alert storm of stormy", Severity.P3);
        assertThat(incidents.get(critical).severity()).isEqualTo(Severity.P1);
        assertThat(pagesOf(critical)).isNotEmpty();

        var carla = new HttpVisitor(port);
        carla.login("carla", "violet-harbour-1");
        assertThat(carla.page("/").body())
                .contains("<a href=\"/incidents/" + storm + "\">Alert storm</a>")
                .contains("stormy, 2 groups in one incident");
        var page = carla.page("/incidents/" + storm).body();
        assertThat(page)
                .contains("Groups of alerts", "1 of 1 group firing")
                .doesNotContain("alarm\">not in the catalogue");
        var service = SERVICE.matcher(page);
        assertThat(service.find()).isTrue();
        carla.press(
                "/incidents/" + storm + "/split",
                Map.of(
                        "what",
                        service.group(1),
                        "reason",
                        "its own disk",
                        "_csrf",
                        carla.csrfOf("/incidents/" + storm)));
        alerts.startsProcesses();
        world.untilNothingMoves();

        var after = carla.page("/incidents/" + storm).body();
        assertThat(after).contains("split off").contains("Carla Commander: its own disk");
        var own = new IncidentId(after.replaceAll("(?s).*In <a href=\"/incidents/([^\"]+)\".*", "$1"));
        assertThat(incidents.get(own))
                .extracting("service", "severity")
                .containsExactly("mosaic-bookstack", Severity.P3);
        assertThat(world.timelineOf(own))
                .contains("1 group of mosaic-bookstack split off from " + storm + ": its own disk");

        assertThat(jdbc.sql("select incident_id from timeline_entry where action = ? and who = 'carla'")
                        .param(Decision.SPLIT.action())
                        .query(String.class)
                        .list())
                .contains(storm.value(), own.value());

        alerts.resolvesFrom("stormy", "Slow3", "mosaic-gitea");
        world.untilNothingMoves();

        assertThat(incidents.get(storm).alertsCleared()).isTrue();
        assertThat(incidents.get(own).alertsCleared()).isFalse();
        world.passes(Duration.ofMinutes(6));
        alerts.tidies();
        assertThat(carla.page("/").body()).doesNotContain("Alert storm:");
        assertThat(incidentOf(send("Slow6", "mosaic-gitea", "warning"))).isNotEqualTo(storm);
    }

    private IngestResult send(String alert, String service, String severity) {
        return alerts.sendsFrom("stormy", alert, service, severity);
    }

    private static IncidentId incidentOf(IngestResult answer) {
        return new IncidentId(answer.incidents().get(0));
    }

    private static List<String> pagesOf(IncidentId incident) {
        return OutsideWorld.subjectsTo(ON_CALL).stream()
                .filter(subject -> subject.startsWith("[PAGE") && subject.contains(incident.value()))
                .toList();
    }
}
