package dev.firebreak.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.firebreak.FirebreakTest;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Programs, Git servers and people report changes, and people find them where they look for a cause. */
@FirebreakTest
class ServiceChangesTests {

    private static final String PASSWORD = "copper-meadow-1";
    private static final String BEARER = "Bearer " + FirebreakTest.CHANGES_TOKEN;

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ServiceChanges changes;

    @Autowired
    Clock clock;

    private HttpVisitor rex;
    private HttpVisitor olivia;

    @BeforeEach
    void login() {
        accounts.createIfMissing("changesRex", "Rex of changes", "r@example.test", PASSWORD, Set.of(Role.RESPONDER));
        accounts.createIfMissing("changesOlivia", "Olivia", "o@example.test", PASSWORD, Set.of(Role.OBSERVER));
        rex = visitor("changesRex");
        olivia = visitor("changesOlivia");
    }

    @AfterEach
    void forgetAll() {
        jdbc.sql("delete from service_change").update();
        jdbc.sql("delete from incident where id like 'INC-21010311%'").update();
    }

    private HttpVisitor visitor(String who) {
        var visitor = new HttpVisitor(port);
        visitor.login(who, PASSWORD);
        return visitor;
    }

    @Test
    void aProgramReportsAChange_twiceIsOnce_andPeopleSeeIt() {
        var body =
                "{\"id\": \"42\", \"service\": \"changes-shop\", \"what\": \"Deployed <b>1.24</b>\", \"who\": \"ci\","
                        + " \"when\": \"2026-11-01T10:00:00Z\", \"link\": \"https://ci.example/42\"}";

        var first = report(body, BEARER);
        var again = report(body, BEARER);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        List<Map<String, Object>> listed =
                JsonPath.read(olivia.get("/api/changes?service=changes-shop").body(), "$");
        assertThat(listed)
                .singleElement()
                .satisfies(one -> assertThat(one)
                        .containsEntry("sender", "deployments")
                        .containsEntry("when", "2026-11-01T10:00:00Z"));
        assertThat(olivia.page("/changes").body())
                .contains("Deployed &lt;b&gt;1.24&lt;/b&gt;", "https://ci.example/42", "· ci")
                .doesNotContain("Write down a change");
    }

    @Test
    void whoHasNoTokenIsRefused_andAPersonsRoleIsNoToken() {
        var body = "{\"service\": \"x\", \"what\": \"y\"}";

        assertThat(report(body, "Bearer something-else-of-this-length").statusCode())
                .isEqualTo(401);
        assertThat(report(body, BEARER.substring(0, BEARER.length() - 1)).statusCode())
                .isEqualTo(401);
        assertThat(report(body, HttpVisitor.basic("changesRex", PASSWORD)).statusCode())
                .isEqualTo(401);
        assertThat(new HttpVisitor(port)
                        .send("GET", "/api/incidents", null, Map.of("Authorization", BEARER))
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/changes", "/api/changes/git/nobody"})
    void anUnknownSenderIsRefusedBeforeItsBodyIsRead(String path) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("POST " + path + " HTTP/1.1\r\nHost: localhost:" + port
                                    + "\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{")
                            .getBytes(StandardCharsets.US_ASCII));

            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(answer.readLine()).startsWith("HTTP/1.1 401");
        }
        assertThat(report("no json", "Bearer something-else-of-this-length")
                        .headers()
                        .firstValue("WWW-Authenticate"))
                .hasValueSatisfying(how -> assertThat(how).startsWith("Bearer realm="));
    }

    @Test
    void aBranchThatGoesBackChangedAgain_andARepeatedReportDidNot() {
        var there = githubPush("refs/heads/main", "bbbb");
        var back = there.replace("\"after\": \"bbbb\"", "\"before\": \"cccc\", \"after\": \"bbbb\"");
        for (var push : List.of(there, back, back)) {
            pushed(push, Map.of("X-GitHub-Event", "push", "X-Hub-Signature-256", "sha256=" + signed(push)));
        }

        assertThat(changes.list("changes-shop", "", clock.instant().plusSeconds(60)))
                .hasSize(2);
    }

    @Test
    void aProgramLearnsWhichFieldIsWrong() {
        assertThat(report("{\"what\": \"y\"}", BEARER).body()).contains("\"field\":\"service\"");
        assertThat(report("{\"service\": \"x\"}", BEARER).body()).contains("\"field\":\"what\"");
        assertThat(report("{\"service\": \"x\", \"what\": \"y\", \"wen\": 1}", BEARER)
                        .body())
                .contains("wen");
        assertThat(report("{\"service\": \"x\", \"what\": \"y\", \"link\": \"javascript:alert(1)\"}", BEARER)
                        .body())
                .contains("\"field\":\"link\"");
        assertThat(report("{\"service\": \"x\", \"what\": \"y\", \"when\": \"2199-01-01T00:00:00Z\"}", BEARER)
                        .body())
                .contains("\"field\":\"when\"");
    }

    @Test
    void aPushToTheDefaultBranchIsAChangeOfEachServiceOfTheRepository() {
        var push = githubPush("refs/heads/main", "0123456789abcdef");

        assertThat(pushed(push, Map.of("X-GitHub-Event", "push", "X-Hub-Signature-256", "sha256=" + signed(push)))
                        .statusCode())
                .isEqualTo(202);
        assertThat(pushed(push, Map.of("X-Gitea-Event", "push", "X-Gitea-Signature", signed(push)))
                        .statusCode())
                .isEqualTo(202);

        var kept = changes.list("", "", clock.instant().plusSeconds(60));
        assertThat(kept).extracting(ServiceChange::service).containsExactlyInAnyOrder("changes-shop", "changes-api");
        assertThat(kept.get(0).what()).isEqualTo("web/shop: main is at 01234567: Ask for less memory (and 1 more)");
        assertThat(kept.get(0).who()).isEqualTo("dana");
        assertThat(kept.get(0).link()).isEqualTo("https://git.example/c/1");
    }

    @Test
    void gitlabSendsItsSecretAndOtherNames() {
        var push =
                "{\"object_kind\": \"push\", \"ref\": \"refs/heads/main\", \"after\": \"ff00\", \"user_name\": \"Dana\","
                        + "\"project\": {\"path_with_namespace\": \"web/shop\", \"default_branch\": \"main\"},"
                        + "\"commits\": [{\"id\": \"ee\", \"message\": \"older\"},"
                        + "{\"id\": \"ff00\", \"message\": \"Newest\\n\\nmore\", \"url\": \"https://gitlab.example/ff00\"}]}";

        var answer = pushed(push, Map.of("X-Gitlab-Event", "Push Hook", "X-Gitlab-Token", FirebreakTest.CHANGES_TOKEN));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(changes.list("changes-shop", "newest dana", clock.instant().plusSeconds(60)))
                .singleElement()
                .satisfies(one -> assertThat(one.link()).isEqualTo("https://gitlab.example/ff00"));
    }

    @Test
    void aPushThatIsForgedChangedOrNotMeantIsNotKept() {
        var push = githubPush("refs/heads/main", "0123456789abcdef");
        var head = Map.of("X-GitHub-Event", "push", "X-Hub-Signature-256", "sha256=" + signed(push));

        assertThat(pushed(push.replace("dana", "eve"), head).statusCode()).isEqualTo(401);
        assertThat(pushed(push, Map.of("X-GitHub-Event", "push")).statusCode()).isEqualTo(401);
        assertThat(pushed(push, Map.of("X-Gitlab-Token", "wrong")).statusCode()).isEqualTo(401);
        assertThat(post("/api/changes/git/others", push, head).statusCode()).isEqualTo(401);
        for (var other : List.of(
                githubPush("refs/heads/idea", "0123456789abcdef"),
                githubPush("refs/tags/v1", "0123456789abcdef"),
                githubPush("refs/heads/main", "0000000000000000"),
                push.replace("web/shop", "web/other"))) {
            assertThat(pushed(other, Map.of("X-GitHub-Event", "push", "X-Hub-Signature-256", "sha256=" + signed(other)))
                            .body())
                    .contains("\"ignored\"");
        }
        assertThat(pushed(
                                "no json",
                                Map.of("X-GitHub-Event", "push", "X-Hub-Signature-256", "sha256=" + signed("no json")))
                        .statusCode())
                .isEqualTo(400);
        assertThat(changes.list("", "", clock.instant().plusSeconds(60))).isEmpty();
    }

    @Test
    void aResponderWritesOneDownWithoutJavaScript_andOthersDoNot() {
        assertThat(write(rex, "changes-shop", "Raised the memory limit", "").statusCode())
                .isEqualTo(303);
        assertThat(olivia.page("/changes?service=changes-shop&text=memory").body())
                .contains("Raised the memory limit", "Rex of changes");

        var refused = write(rex, "changes-shop", "Something", "javascript:alert(1)");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("link: must be an address", "value=\"Something\"");
        assertThat(write(olivia, "changes-shop", "x", "").statusCode()).isEqualTo(403);
    }

    @Test
    void theIncidentShowsChangesOfItsServiceAndOfWhatThatNeeds() {
        var opened = Instant.parse("2101-03-11T10:00:00Z");
        jdbc.sql("""
                        insert into incident (id, title, service, symptom, source, status, opened_at, respond_by, severity)
                        values ('INC-21010311-100000-001', 't', 'mosaic-gitea', 's', 'test', 'RESOLVED', ?, ?, 'P2')""").params(Timestamp.from(opened), Timestamp.from(opened)).update();
        jdbc.sql("update incident set resolved_at = ? where id = 'INC-21010311-100000-001'")
                .param(Timestamp.from(opened.plusSeconds(600)))
                .update();
        keep("mosaic-gitea", "a day before", opened.minus(Duration.ofHours(23)));
        keep("mosaic-postgres", "needed by it", opened.minusSeconds(60));
        keep("mosaic-gitea", "too early", opened.minus(Duration.ofHours(25)));
        keep("mosaic-gitea", "too late", opened.plusSeconds(601));
        keep("mosaic-ollama", "another service", opened);

        assertThat(olivia.page("/incidents/INC-21010311-100000-001").body())
                .contains("a day before", "needed by it")
                .doesNotContain("too early", "too late", "another service");
    }

    @Test
    void theBoardsSearchFindsChanges() {
        keep("changes-shop", "Blue deployment", clock.instant().minusSeconds(60));
        keep("changes-shop", "Green deployment", clock.instant().minus(Duration.ofDays(8)));

        assertThat(olivia.page("/?text=deployment").body())
                .contains("Blue deployment")
                .doesNotContain("Green");
        assertThat(olivia.page("/").body()).doesNotContain("Blue deployment");
    }

    @Test
    void oldChangesAreForgotten() {
        keep("changes-shop", "long ago", Instant.parse("2020-01-01T00:00:00Z"));
        keep("changes-shop", "now", clock.instant());

        while (changes.forget(clock.instant().minus(Duration.ofDays(90))) > 0) {
            // until nothing is old
        }

        assertThat(changes.list("", "", clock.instant().plusSeconds(60)))
                .extracting(ServiceChange::what)
                .containsExactly("now");
    }

    private void keep(String service, String what, Instant when) {
        jdbc.sql("""
                        insert into service_change (id, change_key, service, what, who, happened_at, sender, received_at)
                        values (random_uuid(), ?, ?, ?, 'ci', ?, 'test', ?)""")
                .params(what, service, what, Timestamp.from(when), Timestamp.from(when))
                .update();
    }

    private static String githubPush(String ref, String after) {
        return "{\"ref\": \"" + ref + "\", \"after\": \"" + after + "\", \"pusher\": {\"name\": \"dana\"},"
                + "\"repository\": {\"full_name\": \"web/shop\", \"default_branch\": \"main\"},"
                + "\"head_commit\": {\"id\": \"" + after + "\", \"message\": \"Ask for less memory\\n\\nBecause\","
                + "\"url\": \"https://git.example/c/1\"}, \"commits\": [{}, {}]}";
    }

    private static String signed(String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(FirebreakTest.CHANGES_TOKEN.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> pushed(String body, Map<String, String> head) {
        return post("/api/changes/git/deployments", body, head);
    }

    private HttpResponse<String> report(String body, String authorization) {
        return post("/api/changes", body, Map.of("Authorization", authorization));
    }

    private HttpResponse<String> post(String path, String body, Map<String, String> head) {
        var headers = new HashMap<>(head);
        headers.put("Content-Type", "application/json");
        return new HttpVisitor(port).send("POST", path, body, headers);
    }

    private static HttpResponse<String> write(HttpVisitor who, String service, String what, String link) {
        return who.press(
                "/changes", Map.of("service", service, "what", what, "link", link, "_csrf", who.csrfOf("/changes")));
    }
}
