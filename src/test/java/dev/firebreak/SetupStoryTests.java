package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.alert.PostedAlerts;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Severity;
import dev.firebreak.lifecycle.start.ProcessStarter;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A new installation is tried out from the setup page and from an empty board, with buttons only. */
@StoryTest
class SetupStoryTests {

    private static final String PASSWORD = "violet-harbour-1";

    @Autowired
    World world;

    @Autowired
    Incidents incidents;

    @Autowired
    PostedAlerts alerts;

    @Autowired
    ProcessStarter starter;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    private HttpVisitor carla;

    @BeforeEach
    void peopleAndNoTrials() throws Exception {
        accounts.createIfMissing("carla", "Carla", "carla@example.test", PASSWORD, Set.of(Role.COMMANDER));
        accounts.createIfMissing("rex", "Rex", "rex@example.test", PASSWORD, Set.of(Role.RESPONDER));
        accounts.createIfMissing("rita", "Rita", "rita@example.test", PASSWORD, Set.of(Role.RESPONDER));
        accounts.createIfMissing("olivia", "Olivia", "olivia@example.test", PASSWORD, Set.of(Role.OBSERVER));
        world.endsAllProcesses();
        jdbc.sql("delete from trial").update();
        jdbc.sql("update incident set status = 'CANCELLED'").update();
        alerts.forgets();
        OutsideWorld.forgetMail();
        carla = visitor("carla");
    }

    @Test
    void thePageSaysWhatIsMissingAndWhatToDo() {
        var page = carla.page("/setup").body();

        assertThat(page)
                .contains("No sender has been heard yet. Point Alertmanager to http://localhost")
                .contains("Pages go out by mail")
                .contains("which no phone reaches. Set firebreak.base-url")
                .contains("In a rota, but without an account: Ada Admin")
                .contains("May respond, but can&#39;t be paged: Rita")
                .contains("Steps are a dry run")
                .contains("A second person approves steps");
    }

    @Test
    void anEmptyBoardShowsTheSameListAndTheSameButtons() {
        var board = carla.page("/").body();
        var setup = carla.page("/setup").body();

        assertThat(list(board)).isEqualTo(list(setup)).contains("No sender has been heard yet");
        assertThat(board).contains("Send me a test page", "Send a sample alert").doesNotContain("All quiet.");
        assertThat(visitor("olivia").page("/").body())
                .contains("No sender has been heard yet")
                .doesNotContain("Send me a test page", "href=\"/setup\"");
    }

    private static String list(String page) {
        return page.substring(page.indexOf("<ul class=\"checks\">")).replaceFirst("(?s)</ul>.*", "");
    }

    @Test
    void theSettingsInForceShowWithTheirOriginAndWithoutASecret() {
        var page = carla.page("/setup").body();

        assertThat(page.replaceAll("\\s+", " "))
                .contains("firebreak.effects</th><td>dry-run</td>")
                .contains("firebreak.alert.max-body</th><td>33554432B</td><td>default</td>")
                .contains("firebreak.ingest-token</th><td>1 set</td>");
        assertThat(page)
                .doesNotContain(FirebreakTest.INGEST_TOKEN, FirebreakTest.ADMIN_PASSWORD)
                .doesNotContain(OutsideWorld.slack().webhook());
    }

    @Test
    void onlyCommandersAndAdministratorsSeeIt() {
        for (var other : List.of("rita", "olivia")) {
            var answer = visitor(other).page("/setup");

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("Your roles don&#39;t allow this.");
        }
        assertThat(press(visitor("olivia"), "test-page", Map.of()).statusCode()).isEqualTo(403);
        assertThat(press(visitor("olivia"), "sample-alert", Map.of()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void aTestPageGoesToWhoAskedForItOnceAMinute() {
        assertThat(after(carla, "test-page", Map.of())).contains("Your test page left by mail. Check that it arrives.");
        assertThat(OutsideWorld.subjectsTo("@")).containsExactly("[TEST PAGE] Firebreak: nothing is wrong");
        assertThat(OutsideWorld.subjectsTo("carla@example.test")).hasSize(1);

        assertThat(after(carla, "test-page", Map.of())).contains("You did this less than a minute ago.");
        assertThat(OutsideWorld.subjectsTo("@")).hasSize(1);

        world.passes(Duration.ofMinutes(1));
        assertThat(after(carla, "test-page", Map.of())).contains("Your test page left by mail. Check that it arrives.");
        assertThat(audited("test-page")).hasSize(2).allMatch(entry -> entry.contains("\"actor\":\"carla\""));
        assertThat(audited("test-page.answered")).hasSize(2).allMatch(entry -> entry.contains("\"mail\":\"taken\""));
    }

    @Test
    void whoIsNoContactHearsThatNoPageReachesThem() {
        assertThat(after(visitor("rita"), "test-page", Map.of("from", "/")))
                .contains("No page reaches you: the catalogue has no contact rita.");
        assertThat(OutsideWorld.subjectsTo("@")).isEmpty();
    }

    @Test
    void aSampleAlertOpensAnIncidentThatPagesAndTellsOnlyItsSender() {
        var told = OutsideWorld.slack().taken().size();

        var page = after(carla, "sample-alert", Map.of("status", "firing"));

        var sample = samples().get(0);
        assertThat(page).contains("Only you are paged.", "Sample: nothing is wrong");
        assertThat(sample.severity()).isEqualTo(Severity.P3);
        world.passes(Duration.ofHours(2));
        assertThat(OutsideWorld.subjectsTo("carla@example.test"))
                .anyMatch(subject -> subject.contains("Sample: nothing is wrong"));
        assertThat(OutsideWorld.subjectsTo("@")).hasSameSizeAs(OutsideWorld.subjectsTo("carla@example.test"));
        assertThat(OutsideWorld.slack().taken().size()).isEqualTo(told);
        assertThat(carla.page("/").body()).contains("Sample: nothing is wrong");
        jdbc.sql("update incident set status = 'CANCELLED'").update();
        assertThat(carla.page("/").body()).contains("No sender has been heard yet");
    }

    @Test
    void aSecondSampleJoinsTheOpenOneAndItsAllClearEndsIt() {
        after(carla, "sample-alert", Map.of("status", "firing"));
        world.passes(Duration.ofMinutes(2));
        after(carla, "sample-alert", Map.of("status", "firing"));
        assertThat(samples()).hasSize(1);
        assertThat(samples().get(0).alertsCleared()).isFalse();

        after(carla, "sample-alert", Map.of("status", "resolved"));

        assertThat(samples().get(0).alertsCleared()).isTrue();
    }

    @Test
    void aSampleOfWhoIsNoContactPagesNobody() {
        after(visitor("rita"), "sample-alert", Map.of("status", "firing"));

        var sample = samples().get(0);
        world.passes(Duration.ofHours(2));
        assertThat(OutsideWorld.subjectsTo("@")).isEmpty();
        assertThat(world.timelineOf(sample.id()))
                .contains("A sample pages only who sent it, and the catalogue has no contact rita");
    }

    private List<Incident> samples() {
        return incidents.list(false, 10, 0, "carla").stream()
                .filter(incident -> incident.isOpen() && incident.samplePerson().isPresent())
                .toList();
    }

    private List<String> audited(String action) {
        return jdbc.sql("select entry from audit_entry where chain = 'system' and entry like ?")
                .param("%\"action\":\"" + action + "\"%")
                .query(String.class)
                .list();
    }

    private String after(HttpVisitor person, String button, Map<String, String> typed) {
        var answer = press(person, button, typed);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        starter.startDue();
        world.untilNothingMoves();
        return person.page(answer.headers().firstValue("Location").orElseThrow().replaceFirst("#.*", ""))
                .body();
    }

    private static HttpResponse<String> press(HttpVisitor person, String button, Map<String, String> typed) {
        var values = new HashMap<>(Map.of("_csrf", person.csrfOf("/"), "from", "/setup"));
        values.putAll(typed);
        return person.press("/setup/" + button, values);
    }

    private HttpVisitor visitor(String person) {
        var visitor = new HttpVisitor(port);
        visitor.login(person, PASSWORD);
        return visitor;
    }
}
