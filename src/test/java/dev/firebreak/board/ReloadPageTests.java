package dev.firebreak.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.firebreak.FirebreakTest;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.reload.Reloads;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
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

/** A mapping is corrected while Firebreak runs, and what it could not read before is replayed: with buttons only. */
@FirebreakTest
class ReloadPageTests {

    private static final String PASSWORD = "violet-harbour-1";
    private static final String MAPPING = """
            fields: {key: [/id], name: /what}
            rules:
              - {set: {status: firing, severity: info}}
            samples:
              - {body: reloaded.json, alerts: [{key: k1, name: Lamp}]}
            """;

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Reloads reloads;

    @Value("${firebreak.alert.mappings}")
    Path mappings;

    private HttpVisitor carla;

    @BeforeEach
    void aMapping() throws IOException {
        accounts.createIfMissing("carla", "Carla", "carla@example.test", PASSWORD, Set.of(Role.COMMANDER));
        carla = new HttpVisitor(port);
        carla.login("carla", PASSWORD);
        Files.createDirectories(mappings);
        Files.writeString(mappings.resolve("note.txt"), "so that the folder is never empty");
        Files.writeString(mappings.resolve("reloaded.json"), "{\"id\": \"k1\", \"what\": \"Lamp\"}");
        write(MAPPING);
    }

    @AfterEach
    void withoutIt() throws IOException {
        jdbc.sql(
                        "delete from alert_pending where delivery in (select id from alert_delivery where format = 'reloaded')")
                .update();
        Files.deleteIfExists(mappings.resolve("reloaded.yaml"));
        Files.deleteIfExists(mappings.resolve("reloaded.json"));
        looks();
    }

    @Test
    @Tag("D40")
    void aMappingCountsWithoutARestartAndAMistakeIsOnTheBoard() throws IOException {
        assertThat(send("{\"id\": \"a1\", \"what\": \"Lamp\"}").statusCode()).isEqualTo(200);
        assertThat(jdbc.sql(
                                "select entry from audit_entry where chain = 'configuration' and entry like '%mappings.loaded%'")
                        .query(String.class)
                        .list())
                .last()
                .asString()
                .contains("reloaded.yaml");

        write(MAPPING.replace("key: [/id]", "key: [id]"));

        assertThat(carla.page("/setup").body())
                .contains("Not reloaded; what was in force stays:")
                .containsPattern("reloaded\\.yaml:1:\\d+ fields\\.key\\[0]: &quot;id&quot; is no JSON Pointer");
        assertThat(carla.page("/").body())
                .contains("<dt><a href=\"/setup\">Files</a></dt><dd class=\"alarm\">mappings not reloaded: ");
        var api = carla.get("/api/reload").body();
        assertThat(JsonPath.<Object>read(api, "$.units[?(@.unit == 'mappings')].errors[0]")
                        .toString())
                .contains("reloaded.yaml:1:");
        assertThat(send("{\"id\": \"a2\", \"what\": \"Lamp\"}").statusCode())
                .as("what was in force stays")
                .isEqualTo(200);

        write(MAPPING);
        assertThat(carla.page("/").body()).doesNotContain("Files</a></dt>", "<dt>Files</dt>");
    }

    @Test
    @Tag("D42")
    void whatAMappingDidNotMatchIsReplayedByTheCorrectedOne() throws IOException {
        assertThat(send("{\"id\": \"b1\", \"title\": \"Attic lamp\"}").statusCode())
                .isEqualTo(200);
        var id = jdbc.sql("select id from alert_delivery where format = 'reloaded' order by received_at desc limit 1")
                .query(String.class)
                .single();
        assertThat(press("/payloads/dry-run", Map.of("id", id)).body())
                .contains("Can't be applied: ", "nothing is at [/what] for name");

        write(MAPPING.replace("name: /what", "name: [/what, /title]"));

        assertThat(press("/payloads/dry-run", Map.of("id", id, "source", "default"))
                        .body())
                .containsPattern("<b>Attic lamp</b> of unknown would open an incident: no open incident has its group")
                .contains("name=\"id\" value=\"" + id + "\" checked");
        assertThat(jdbc.sql("select count(*) from alert where fingerprint = 'b1'")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(press("/payloads/replay", Map.of()).body()).contains("Choose at least one payload.");
        assertThat(carla.page("/payloads?from=soon").body()).contains("from: must be a time such as");
    }

    private HttpResponse<String> send(String body) {
        return new HttpVisitor(port)
                .send(
                        "POST",
                        "/api/alerts/reloaded",
                        body,
                        Map.of(
                                "Authorization",
                                "Bearer " + FirebreakTest.INGEST_TOKEN,
                                "Content-Type",
                                "application/json"));
    }

    private HttpResponse<String> press(String path, Map<String, String> fields) {
        var all = new HashMap<>(fields);
        all.put("_csrf", carla.csrfOf("/payloads"));
        return carla.form(path, all);
    }

    private void write(String mapping) throws IOException {
        Files.writeString(mappings.resolve("reloaded.yaml"), mapping);
        looks();
    }

    /** What the background loop does, at once. */
    private void looks() {
        reloads.look();
        reloads.look();
    }
}
