package dev.firebreak.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.firebreak.FirebreakTest;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.alert.silence.SilenceFixture;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People silence alerts on the page and over the API. */
@FirebreakTest
class SilencesPageTests {

    private static final String PASSWORD = "violet-harbour-1";

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationContext context;

    private HttpVisitor carla;
    private HttpVisitor olivia;

    @BeforeEach
    void login() {
        // Accounts of this class alone: the name of a login that had none is remembered for a minute.
        accounts.createIfMissing("silencesCarla", "Carla", "c@example.test", PASSWORD, Set.of(Role.COMMANDER));
        accounts.createIfMissing("silencesOlivia", "Olivia", "o@example.test", PASSWORD, Set.of(Role.OBSERVER));
        carla = visitor("silencesCarla");
        olivia = visitor("silencesOlivia");
    }

    @AfterEach
    void endAll() {
        jdbc.sql("delete from silence").update();
        SilenceFixture.run(context);
    }

    private HttpVisitor visitor(String who) {
        var visitor = new HttpVisitor(port);
        visitor.login(who, PASSWORD);
        return visitor;
    }

    @Test
    void aCommanderSilencesAServiceAndEndsItWithoutJavaScript() {
        var made = press(
                carla,
                "/silences",
                Map.of("service", "mosaic-gitea", "minutes", "60", "reason", "Upgrade to <b>1.24</b>"));
        assertThat(made.statusCode()).isEqualTo(303);

        SilenceFixture.run(context);
        assertThat(olivia.page("/").body())
                .contains("<dt><a href=\"/silences\">Silences</a></dt><dd class=\"\">1 active, no alert held");

        var page = olivia.page("/silences").body();
        assertThat(page)
                .contains(
                        "Alerts of mosaic-gitea",
                        "Upgrade to &lt;b&gt;1.24&lt;/b&gt; <span class=\"muted\">· Carla ·",
                        "ends in 59 min")
                .doesNotContain("End now", "New silence");

        press(carla, "/silences/" + id() + "/end", Map.of());
        assertThat(carla.page("/silences").body()).contains("No silences.", "ended by Carla");
    }

    @Test
    void whatIsWrongIsSaidAndWhatWasTypedIsKept() {
        var refused = press(
                carla,
                "/silences",
                Map.of("minutes", "60", "reason", "Upgrade", "starts", "2026-13-01T00:00", "zone", "Europe/Berlin"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("starts: must be a time", "value=\"Upgrade\"", "value=\"Europe/Berlin\"");
        assertThat(press(carla, "/silences", Map.of("minutes", "60", "reason", "all of them"))
                        .body())
                .contains("service: name a service or a label");
        assertThat(press(carla, "/silences", Map.of("service", "x", "minutes", "0", "reason", "y"))
                        .body())
                .contains("minutes: must be a number of minutes");
    }

    @Test
    @Tag("D44")
    void labelsAndPatternsAreLinesAndALinkFillsThemIn() {
        var filled = carla.page("/silences?service=mosaic-gitea&alert=Down&labels=instance%3Dweb-1%0Azone%3D%3Cb%3E"
                        + "&reason=Known%3A+INC-1")
                .body();
        assertThat(filled)
                .contains("value=\"mosaic-gitea\"", "value=\"Down\"", "value=\"Known: INC-1\"")
                .contains("instance&#x3D;web-1\nzone&#x3D;&lt;b&gt;</textarea>");

        press(
                carla,
                "/silences",
                Map.of("labels", "instance=~web-[0-9]+\nzone = north\n", "minutes", "60", "reason", "Move"));
        assertThat(carla.page("/silences").body())
                .contains("Alerts with zone &#x3D; north, whose instance matches web-[0-9]+");
        assertThat(carla.get("/api/silences").body())
                .contains("\"labels\":{\"zone\":\"north\"}", "\"patterns\":{\"instance\":\"web-[0-9]+\"}");

        assertThat(press(carla, "/silences", Map.of("labels", "=~x", "minutes", "5", "reason", "y"))
                        .body())
                .contains("labels: are lines such as instance");
        assertThat(press(carla, "/silences", Map.of("labels", "a=~[x", "minutes", "5", "reason", "y"))
                        .body())
                .contains("patterns: must be regular expressions");
    }

    @Test
    void aWindowIsPlannedOnTheClockOfItsZone() {
        press(
                carla,
                "/silences",
                Map.of(
                        "service", "mosaic-postgres",
                        "minutes", "90",
                        "reason", "Backups",
                        "starts", "2027-01-10T02:00",
                        "zone", "Europe/Berlin",
                        "repeats", "WEEKLY",
                        "until", "2027-03-31"));

        assertThat(jdbc.sql("select starts_at from silence")
                        .query(Instant.class)
                        .single())
                .isEqualTo("2027-01-10T01:00:00Z");
        assertThat(olivia.page("/silences").body())
                .contains("planned", "10 Jan, 01:00 UTC), for 1 h 30 min", "every week (Europe/Berlin)");
    }

    @Test
    void aProgramDoesTheSame() {
        var body = "{\"labels\": {\"team\": \"web\"}, \"reason\": \"deploy\", \"ends\": \""
                + Instant.now().plusSeconds(600) + "\"}";
        var made = api("POST", "/api/silences", body, "silencesCarla");
        assertThat(made.statusCode()).isEqualTo(201);
        List<Map<String, Object>> listed =
                JsonPath.read(olivia.get("/api/silences").body(), "$");
        assertThat(listed)
                .singleElement()
                .satisfies(one -> assertThat(one)
                        .containsEntry("createdBy", "silencesCarla")
                        .containsEntry("labels", Map.of("team", "web")));

        assertThat(api("DELETE", "/api/silences/" + id(), null, "silencesCarla").statusCode())
                .isEqualTo(204);
        assertThat(olivia.get("/api/silences").body()).isEqualTo("[]");
    }

    @Test
    void aProgramLearnsWhichFieldIsWrong() {
        assertThat(api("POST", "/api/silences", "{\"service\": \"x\", \"reason\": \"y\"}", "silencesCarla")
                        .body())
                .contains("\"field\":\"ends\"");
        assertThat(api(
                                "POST",
                                "/api/silences",
                                "{\"service\": \"x\", \"reason\": \"y\", \"ends\": \"soon\"}",
                                "silencesCarla")
                        .body())
                .contains("ends");
        assertThat(api("POST", "/api/silences", "{\"services\": \"x\"}", "silencesCarla")
                        .body())
                .contains("services");
        assertThat(api("DELETE", "/api/silences/6f1c9f6e-6a58-4a53-9d7e-2f1d3a0b5c11", null, "silencesCarla")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void observersOnlyLook() {
        assertThat(press(olivia, "/silences", Map.of("service", "x", "minutes", "5", "reason", "y"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(api("POST", "/api/silences", "{}", "silencesOlivia").statusCode())
                .isEqualTo(403);
    }

    private static HttpResponse<String> press(HttpVisitor visitor, String path, Map<String, String> fields) {
        var all = new HashMap<>(fields);
        all.put("_csrf", visitor.csrfOf("/silences"));
        return visitor.press(path, all);
    }

    private HttpResponse<String> api(String method, String path, String body, String who) {
        var headers = Map.of("Content-Type", "application/json", "Authorization", HttpVisitor.basic(who, PASSWORD));
        return new HttpVisitor(port).send(method, path, body, headers);
    }

    private String id() {
        return jdbc.sql("select id from silence").query(String.class).single();
    }
}
