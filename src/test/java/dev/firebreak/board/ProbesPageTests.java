package dev.firebreak.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.firebreak.FirebreakTest;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.lab.Until;
import dev.firebreak.probe.declaration.CurrentDeclarations;
import dev.firebreak.probe.declaration.DeclarationsFixture;
import dev.firebreak.probe.http.PlayedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People see what is checked, and run a probe, on the page and over the API. */
@FirebreakTest
@Tag("A033")
class ProbesPageTests {

    private static final String PASSWORD = "violet-harbour-1";

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    CurrentDeclarations declarations;

    @Value("${firebreak.probe.declarations}")
    Path folder;

    private final PlayedServer server = new PlayedServer(PlayedServer.ok("<b>all well</b>"));
    private HttpVisitor carla;
    private HttpVisitor olivia;

    @BeforeEach
    void aProbeThatRunsOnceADayAndAHeartbeat() throws IOException {
        accounts.createIfMissing("carla", "Carla", "carla@example.test", PASSWORD, Set.of(Role.COMMANDER));
        accounts.createIfMissing("olivia", "Olivia", "olivia@example.test", PASSWORD, Set.of(Role.OBSERVER));
        carla = visitor("carla");
        olivia = visitor("olivia");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("page.yaml"), """
                probes:
                  page-probe: {kind: http, url: "http://127.0.0.1:%d/", every: 1d, service: gitea, expect: {contains: <b>}}
                heartbeats:
                  page-job: {every: 1d, token: "secret://page-job", service: gitea}
                """.formatted(server.port()));
        DeclarationsFixture.reload(declarations);
    }

    /** The context is shared. */
    @AfterEach
    void nothingIsDeclared() throws IOException {
        Files.writeString(folder.resolve("page.yaml"), "probes: {}");
        DeclarationsFixture.reload(declarations);
        server.close();
        jdbc.sql("delete from probe").update();
        jdbc.sql("delete from heartbeat").update();
    }

    private HttpVisitor visitor(String who) {
        var visitor = new HttpVisitor(port);
        visitor.login(who, PASSWORD);
        return visitor;
    }

    @Test
    void aResponderRunsAProbeWithoutJavaScript_andAllSeeTheResult() {
        Until.within(Duration.ofSeconds(10))
                .see("the probe is known", () -> carla.page("/probes").body().contains("Run now: page-probe"));

        var pressed = carla.press("/probes/page-probe/run", Map.of("_csrf", carla.csrfOf("/probes")));

        assertThat(pressed.statusCode()).isEqualTo(303);
        assertThat(olivia.press("/probes/page-probe/run", Map.of("_csrf", olivia.csrfOf("/probes")))
                        .statusCode())
                .isEqualTo(403);
        Until.within(Duration.ofSeconds(10))
                .see(
                        "it has run",
                        () -> olivia.page("/probes").body().contains("all of 1 runs passed in the last 24 hours"));
        assertThat(olivia.page("/probes").body())
                .contains("page-probe", "passed", "http · gitea · every 1 d · high", "answers 200 in", "run-passed")
                .contains("page-job", "not heard yet", "It has no usable token")
                .contains("<a href=\"/probes\" aria-current=\"page\">Probes</a>", "<h1>Probes</h1>")
                .doesNotContain("Run now", "href=\"/setup\"");
        assertThat(olivia.page("/").body()).doesNotContain("1 failed");

        server.answers(PlayedServer.text("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"));
        carla.press("/probes/page-probe/run", Map.of("_csrf", carla.csrfOf("/probes")));
        Until.within(Duration.ofSeconds(10))
                .see(
                        "the board says so",
                        () -> olivia.page("/")
                                .body()
                                .contains("<dt><a href=\"/probes\">Probes</a></dt><dd class=\"alarm\">1 failed"));
        assertThat(carla.page("/").body()).contains("<a href=\"/setup\">Setup</a>");
    }

    @Test
    void theApiSaysTheSame() {
        var checks = olivia.get("/api/probes").body();

        assertThat(JsonPath.<String>read(checks, "$.probes[0].name")).isEqualTo("page-probe");
        assertThat(JsonPath.<String>read(checks, "$.probes[0].every")).isEqualTo("PT24H");
        assertThat(JsonPath.<Boolean>read(checks, "$.heartbeats[0].well")).isTrue();
    }
}
