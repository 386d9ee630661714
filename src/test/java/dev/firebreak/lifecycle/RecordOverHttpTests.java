package dev.firebreak.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.FirebreakTest;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.evidence.Evidence;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The HTTP API of the record and its commands, with the whole application, real logins and the real process. */
@FirebreakTest
class RecordOverHttpTests {

    private static final String COMMANDER = "recordcommander";
    private static final String OBSERVER = "recordobserver";
    private static final String PASSWORD = "a-long-password-of-tests";

    @LocalServerPort
    private int port;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Evidence evidence;

    @Autowired
    private ObjectMapper json;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void people() {
        accounts.createIfMissing(COMMANDER, "Commander", "c@firebreak.test", PASSWORD, Set.of(Role.COMMANDER));
        accounts.createIfMissing(OBSERVER, "Observer", "o@firebreak.test", PASSWORD, Set.of(Role.OBSERVER));
    }

    @Test
    void anIncidentIsDeclaredFollowedAndCancelled() throws Exception {
        var id = declare("Checkout fails");

        assertThat(post(id, "/severity", "{\"severity\":\"P1\",\"reason\":\"all users\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(post(id, "/acknowledge", "").statusCode()).isEqualTo(200);
        assertThat(post(id, "/notes", "{\"text\":\"deployed at nine\"}").statusCode())
                .isEqualTo(200);

        var incident = read(id, "");
        assertThat(incident.at("/severity").asText()).isEqualTo("P1");
        assertThat(incident.at("/acknowledgedBy").asText()).isEqualTo(COMMANDER);
        assertThat(incident.at("/openedAt").asText()).endsWith("Z");
        assertThat(read(id, "/timeline").findValuesAsText("what"))
                .contains("Incident declared: Checkout fails", "Note: deployed at nine");

        assertThat(post(id, "/cancel", "{\"reason\":\"a test\"}").statusCode()).isEqualTo(200);
        assertThat(read(id, "").at("/status").asText()).isEqualTo("CANCELLED");
        var again = post(id, "/cancel", "{\"reason\":\"a test\"}");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(json.readTree(again.body()).at("/detail").asText()).contains("it has ended");
    }

    @Test
    void anIncidentIsMergedAndARefusedMergeChangesNothing() throws Exception {
        var id = declare("the same trouble");
        var into = declare("the trouble");

        assertThat(post(id, "/merge", "{\"into\":\"" + id + "\"}").statusCode()).isEqualTo(409);
        assertThat(read(id, "").at("/status").asText()).isEqualTo("INVESTIGATING");
        assertThat(post(id, "/merge", "{\"into\":\"" + into + "\"}").statusCode())
                .isEqualTo(200);

        assertThat(read(id, "").at("/mergedInto").asText()).isEqualTo(into.value());
        assertThat(post(into, "/merge", "{\"into\":\"" + id + "\"}").statusCode())
                .isEqualTo(409);
        post(into, "/cancel", "{\"reason\":\"a test\"}");
    }

    @Test
    @Tag("H21")
    void badInputIsAProblemDocumentThatNamesTheField() throws Exception {
        var unknown = send(request("/api/incidents", COMMANDER)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"title\":\"x\",\"service\":\"x\",\"approvedBy\":\"me\"}")));
        var parameter = send(request("/api/incidents?severity=P9", COMMANDER));

        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json.readTree(unknown.body()).at("/field").asText()).isEqualTo("approvedBy");
        assertThat(parameter.statusCode()).isEqualTo(400);
        assertThat(json.readTree(parameter.body()).at("/field").asText()).isEqualTo("severity");
    }

    @Test
    void anObserverReadsAndChangesNothing() throws Exception {
        var id = declare("seen by all");

        assertThat(send(request("/api/incidents/" + id, OBSERVER)).statusCode()).isEqualTo(200);
        assertThat(send(request("/api/incidents/" + id + "/cancel", OBSERVER)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"reason\":\"x\"}")))
                        .statusCode())
                .isEqualTo(403);
        post(id, "/cancel", "{\"reason\":\"a test\"}");
    }

    @Test
    void theTimelineComesAsMarkdownAndEvidenceAsAnAttachment() throws Exception {
        var id = declare("a | b");
        evidence.keep(id, "page.html", "text/html", "<script>".getBytes(), "test");
        var item = evidence.of(id).get(0).id();

        var timeline =
                send(request("/api/incidents/" + id + "/timeline", COMMANDER).header("Accept", "text/markdown"));
        var download = send(request("/api/incidents/" + id + "/evidence/" + item, COMMANDER));

        assertThat(timeline.body()).contains("Incident declared: a \\| b");
        assertThat(download.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
        assertThat(download.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(download.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment");
        post(id, "/cancel", "{\"reason\":\"a test\"}");
    }

    private IncidentId declare(String title) throws Exception {
        var answer = send(request("/api/incidents", COMMANDER)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"title\":\"" + title + "\",\"service\":\"unheard-of\"}")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return new IncidentId(
                answer.headers().firstValue("Location").orElseThrow().replace("/api/incidents/", ""));
    }

    private HttpResponse<String> post(IncidentId id, String command, String body) throws Exception {
        return send(request("/api/incidents/" + id + command, COMMANDER)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private JsonNode read(IncidentId id, String what) throws Exception {
        return json.readTree(
                send(request("/api/incidents/" + id + what, COMMANDER)).body());
    }

    private HttpRequest.Builder request(String path, String person) {
        var login = Base64.getEncoder().encodeToString((person + ":" + PASSWORD).getBytes());
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Basic " + login);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
