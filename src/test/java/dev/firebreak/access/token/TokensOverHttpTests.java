package dev.firebreak.access.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.firebreak.FirebreakTest;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@FirebreakTest
class TokensOverHttpTests {

    private static final String PASSWORD = "violet-harbour-1";

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Autowired
    IdentityService identity;

    @Autowired
    JdbcClient jdbc;

    private final String person = "token" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void createAccount() {
        accounts.createIfMissing(
                person,
                "Toni",
                "t@example.org",
                PASSWORD,
                Set.of(Role.OBSERVER, Role.RESPONDER, Role.COMMANDER, Role.ADMIN));
    }

    @Test
    @Tag("H38")
    void aTokenCallsTheApiWithItsRolesOnlyAndMakesNoSession() {
        var token = made("observer");

        assertThat(get("/api/me", token).body()).contains("\"roles\":[\"OBSERVER\"]");
        var write = call("PUT", "/api/freeze", "{\"frozen\": false, \"reason\": \"x\"}", token, Map.of());
        assertThat(write.statusCode()).isEqualTo(403);
        assertThat(write.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(call("POST", "/api/incidents", "{}", token, Map.of()).statusCode())
                .as("a person's token is none of a source")
                .isEqualTo(403);
        assertThat(call("PUT", "/api/freeze", "{\"frozen\": false, \"reason\": \"x\"}", made("commander"), Map.of())
                        .statusCode())
                .as("no CSRF token is needed")
                .isEqualTo(200);
    }

    @Test
    @Tag("H38")
    void aSessionThatComesWithATokenGivesItNoMoreRoles() {
        var token = made("observer");
        var browser = new HttpVisitor(port);
        browser.login(person, PASSWORD);

        var answer = browser.send("GET", "/api/me", null, bearer(token));

        assertThat(answer.body()).contains("\"roles\":[\"OBSERVER\"]");
        assertThat(browser.get("/api/me").body()).contains("COMMANDER");
    }

    @Test
    @Tag("H38")
    void aLostRoleEndsItsPowerAtOnceAndADeletedAccountEndsTheToken() {
        var token = made("commander");
        assertThat(get("/api/audit/head", token).statusCode()).isEqualTo(200);

        identity.deleteMembership(person, "commander");
        assertThat(get("/api/audit/head", token).statusCode()).isEqualTo(403);

        identity.createMembership(person, "commander");
        assertThat(get("/api/audit/head", token).statusCode()).isEqualTo(200);

        identity.deleteUser(person);
        assertThat(get("/api/audit/head", token).statusCode()).isEqualTo(401);
        createAccount();
        assertThat(get("/api/audit/head", token).statusCode())
                .as("the next of that name")
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "POST,   /api/tokens",
        "DELETE, /api/tokens/6f1c9f6e-6a58-4a53-9d7e-2f1d3a0b5c11",
        "POST,   /api/models/authorize-step/versions/1/release",
        "POST,   /api/audit/restore",
        "POST,   /steps/6f1c9f6e-6a58-4a53-9d7e-2f1d3a0b5c11/decision",
        "POST,   /models/1/release",
        "POST,   /tokens",
        "GET,    /",
    })
    @Tag("H38")
    void whatNeedsThePersonRefusesATokenAndSaysSo(String method, String path) {
        var answer =
                call(method, path, method.equals("POST") ? "{}" : null, made("commander", "camunda-admin"), Map.of());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("A personal token can't do this: log in yourself.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/engine-rest/user", "/camunda/api/engine/engine/default/user", "/api/alerts/alertmanager"})
    @Tag("H38")
    void theEngineAndTheAlertsKnowNoTokens(String path) {
        assertThat(get(path, made("camunda-admin")).statusCode()).isIn(401, 403, 302);
    }

    @Test
    @Tag("H38")
    void aTokenInTheAddressIsNone() {
        var token = made("observer");

        for (var name : List.of("access_token", "token", "bearer")) {
            var answer = new HttpVisitor(port).send("GET", "/api/me?" + name + "=" + token, null, Map.of());
            assertThat(answer.statusCode()).isEqualTo(401);
        }
    }

    @Test
    @Tag("H38")
    void wrongTokensWaitButARightOneFromTheSameAddressDoesNot() {
        var token = made("observer");
        var from = Map.of("X-Forwarded-For", "198.51.100." + (person.hashCode() & 127));
        HttpResponse<String> answer = null;
        for (var i = 0; i < 21; i++) {
            answer = call("GET", "/api/me", null, "fb_pat_" + "x".repeat(43), from);
        }

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(call("GET", "/api/me", null, token, from).statusCode()).isEqualTo(200);
        assertThat(get("/api/me", "fb_pat_wrong")
                        .headers()
                        .firstValue("WWW-Authenticate")
                        .orElse(""))
                .startsWith("Bearer");
    }

    @Test
    @Tag("H38")
    void itsOwnerAndAnAdministratorRevokeATokenAndNobodyElse() {
        var first = made("observer");
        var second = made("observer");
        accounts.createIfMissing("tokenOther", "Other", "o@example.org", PASSWORD, Set.of(Role.COMMANDER));
        String id = JsonPath.read(get("/api/tokens", first).body(), "$[1].id");
        String other = JsonPath.read(get("/api/tokens", first).body(), "$[0].id");

        assertThat(asPerson("tokenOther", "DELETE", "/api/tokens/" + id, null).statusCode())
                .isEqualTo(404);
        assertThat(asPerson(person, "DELETE", "/api/tokens/" + id, null).statusCode())
                .isEqualTo(204);
        assertThat(get("/api/me", first).statusCode()).isEqualTo(401);

        var admin = new HttpVisitor(port);
        admin.login("admin", FirebreakTest.ADMIN_PASSWORD);
        assertThat(admin.page("/tokens").body()).contains("<b>Toni</b>");
        var pressed = admin.press("/tokens/" + other + "/revoke", Map.of("_csrf", admin.csrfOf("/tokens")));
        assertThat(pressed.statusCode()).isIn(200, 303);
        assertThat(get("/api/me", second).statusCode()).isEqualTo(401);
    }

    @Test
    @Tag("H38")
    void thePageShowsANewTokenOnceAndEscapesItsName() {
        var browser = new HttpVisitor(port);
        browser.login(person, PASSWORD);
        var fields = new HashMap<String, String>();
        fields.put("_csrf", browser.csrfOf("/tokens"));
        fields.put("name", "<script>alert(1)</script>");
        fields.put("roles", "OBSERVER");
        fields.put("days", "7");

        var made = browser.press("/tokens", fields);
        var later = browser.page("/tokens");
        fields.put("roles", "MODELER");
        var refused = browser.press("/tokens", fields);

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        var secret = made.body().replaceAll("(?s).*value=\"(fb_pat_[^\"]+)\".*", "$1");
        assertThat(get("/api/me", secret).statusCode()).isEqualTo(200);
        assertThat(later.body())
                .doesNotContain(secret, "<script>alert")
                .contains("&lt;script&gt;", secret.substring(0, 11) + "…");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("must be one or more of yours");
    }

    @Test
    @Tag("H38")
    void theAuditNamesTheFirstUseOfADay() {
        var token = made("observer");
        get("/api/me", token);
        get("/api/me", token);

        var rows = jdbc.sql("select count(*) from audit_entry where entry like '%token.used%' and entry like ?")
                .param("%" + person + "%")
                .query(Integer.class)
                .single();
        assertThat(rows).isEqualTo(1);
    }

    private String made(String... roles) {
        var body = "{\"name\": \"test\", \"roles\": [\"" + String.join("\",\"", roles) + "\"]}";
        var answer = asPerson(person, "POST", "/api/tokens", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JsonPath.read(answer.body(), "$.secret");
    }

    private HttpResponse<String> asPerson(String id, String method, String path, String body) {
        var headers = Map.of("Authorization", HttpVisitor.basic(id, PASSWORD), "Content-Type", "application/json");
        return new HttpVisitor(port).send(method, path, body, headers);
    }

    private HttpResponse<String> get(String path, String token) {
        return call("GET", path, null, token, Map.of());
    }

    private HttpResponse<String> call(String method, String path, String body, String token, Map<String, String> more) {
        var headers = new HashMap<>(bearer(token));
        headers.putAll(more);
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json");
        return new HttpVisitor(port).send(method, path, body, headers);
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }
}
