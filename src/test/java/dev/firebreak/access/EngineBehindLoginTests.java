package dev.firebreak.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.FirebreakTest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@FirebreakTest
class EngineBehindLoginTests {

    private static final String PASSWORD = "quiet-river-stone";

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Autowired
    IdentityService identity;

    @Autowired
    JdbcClient jdbc;

    private HttpVisitor visitor;

    @BeforeEach
    void createAccount() {
        accounts.createIfMissing("engineRex", "Rex", "rex@example.org", PASSWORD, Set.of(Role.RESPONDER));
        visitor = new HttpVisitor(port);
    }

    @Test
    @Tag("H9")
    void theEnginesRestChallengesForBasicAuth() {
        for (var path : new String[] {"/engine-rest/version", "/engine-rest/engine", "/engine-rest/deployment"}) {
            var answer = visitor.get(path);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("Basic");
        }
    }

    @Test
    void restKnowsWhoAsksAndItsAuthorizationsDecide() {
        var asRex = Map.of("Authorization", HttpVisitor.basic("engineRex", PASSWORD), "Accept", "application/json");

        assertThat(visitor.send("GET", "/engine-rest/version", null, asRex).statusCode())
                .isEqualTo(200);
        // If the engine did not know the caller, it would count every authorization and create the group.
        assertThat(visitor.send("GET", "/engine-rest/authorization/count", null, asRex)
                        .body())
                .isEqualTo("{\"count\":0}");
        assertThat(visitor.send("POST", "/engine-rest/group/create", "{\"id\":\"own\"}", json(asRex))
                        .statusCode())
                .isEqualTo(403);
        assertThat(visitor.cookie("JSESSIONID")).isNull();
    }

    @Test
    void theEngineForgetsWhoAskedWhenTheCallIsOver() {
        restKnowsWhoAsksAndItsAuthorizationsDecide();

        assertThat(identity.getCurrentAuthentication()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null"})
    @Tag("H10")
    void aForeignPageCannotDeployWithAPasswordTheBrowserRemembers(String origin) {
        var headers = Map.of("Authorization", HttpVisitor.basic("engineRex", PASSWORD), "Origin", origin);

        assertThat(visitor.send("POST", "/engine-rest/deployment/create", "", headers)
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/camunda/api/admin/setup/default/user/create",
                "/camunda/api/admin/%73etup/default/user/create",
                "/camunda/api/admin/setup/default/user/create/",
                "/camunda/api/admin/setup/other/user/create",
                "/camunda/api/admin//setup/default/user/create",
                "/camunda/api/admin/./setup/default/user/create",
                "/camunda/api/admin;x=y/setup/default/user/create",
                "/camunda/api/admin/setup;x=y/default/user/create"
            })
    @Tag("H7")
    void nobodyReachesTheSetupThatMakesAdministrators(String path) {
        var user =
                "{\"profile\":{\"id\":\"mallory\",\"firstName\":\"M\",\"lastName\":\"M\",\"email\":\"m@m.m\"},\"credentials\":{\"password\":\"mallory-1234\"}}";
        var json = Map.of("Content-Type", "application/json");

        withoutAdministrators(() -> {
            assertThat(visitor.send("POST", path, user, json).statusCode()).isBetween(400, 404);
            visitor.login("engineRex", PASSWORD);
            // With the webapps' own CSRF token: otherwise their filter would reject the request before our rule.
            visitor.page("/camunda/app/welcome/default/");
            var withToken = new java.util.HashMap<>(json);
            withToken.put("X-XSRF-TOKEN", visitor.cookie("XSRF-TOKEN"));
            assertThat(visitor.send("POST", path, user, withToken).statusCode()).isBetween(400, 404);
        });

        assertThat(identity.createUserQuery().userId("mallory").count()).isZero();
    }

    /**
     * Runs the attack while the administrators' group is empty, because the setup is open only then. Deletes the rows
     * with SQL, because the engine refuses to remove the last member.
     */
    private void withoutAdministrators(Runnable attack) {
        var administrators = jdbc.sql("select user_id_ from act_id_membership where group_id_ = 'camunda-admin'")
                .query(String.class)
                .list();
        jdbc.sql("delete from act_id_membership where group_id_ = 'camunda-admin'")
                .update();
        try {
            attack.run();
        } finally {
            administrators.forEach(admin -> identity.createMembership(admin, Role.ADMIN.group()));
        }
    }

    @Test
    void oneLoginServesTheWebapps() {
        visitor.login("engineRex", PASSWORD);
        visitor.page("/camunda/app/welcome/default/");

        assertThat(visitor.get("/camunda/api/admin/auth/user/default").body()).contains("engineRex");
    }

    @Test
    void cockpitCallsTheEnginesIncidentsStuckSteps() {
        visitor.login("engineRex", PASSWORD);

        var words = visitor.get("/camunda/app/cockpit/locales/en.json").body();

        assertThat(words).contains("\"Open Stuck Steps\"", "\"No stuck steps\"", "PLUGIN_INCIDENTS_LABEL");
        assertThat(words).doesNotContainPattern("\\b[Ii]ncidents?\\b");
    }

    @Test
    void theWebappsLogoutEndsOurSession() {
        visitor.login("engineRex", PASSWORD);
        visitor.send("POST", "/camunda/api/admin/auth/user/default/logout", "", Map.of());

        assertThat(visitor.get("/api/me").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "password1234", "engineRex-2026"})
    void aWeakPasswordIsRefusedOverRestWithTheRules(String weak) {
        var change = "{\"password\":\"" + weak + "\",\"authenticatedUserPassword\":\"" + PASSWORD + "\"}";
        var asRex = Map.of("Authorization", HttpVisitor.basic("engineRex", PASSWORD));

        var answer = visitor.send("PUT", "/engine-rest/user/engineRex/credentials", change, json(asRex));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("at least 12 characters");
        assertThat(accounts.authenticate("engineRex", PASSWORD)).isPresent();
    }

    @Test
    void aWeakPasswordIsRefusedInAdmin() {
        visitor.login("engineRex", PASSWORD);
        visitor.page("/camunda/app/welcome/default/");
        var change = "{\"password\":\"short\",\"authenticatedUserPassword\":\"" + PASSWORD + "\"}";

        var answer = visitor.send(
                "PUT",
                "/camunda/api/engine/engine/default/user/engineRex/credentials",
                change,
                json(Map.of("X-XSRF-TOKEN", visitor.cookie("XSRF-TOKEN"))));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("at least 12 characters");
        assertThat(visitor.get("/camunda/api/engine/engine/default/identity/password-policy")
                        .body())
                .contains("\"minLength\":\"12\"");
    }

    @Test
    void anAdministratorCreatesNoAccountWithAWeakPassword() {
        var asAdmin = json(Map.of("Authorization", HttpVisitor.basic("admin", FirebreakTest.ADMIN_PASSWORD)));
        var weak =
                "{\"profile\":{\"id\":\"weakling\",\"firstName\":\"Jane\",\"lastName\":\"Doe\"},\"credentials\":{\"password\":\"Jane-Doe-2026\"}}";

        var answer = visitor.send("POST", "/engine-rest/user/create", weak, asAdmin);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("at least 12 characters");
        assertThat(identity.createUserQuery().userId("weakling").count()).isZero();
    }

    /** Who found an open session does not have the password; who uses basic auth has it already. */
    @Test
    @Tag("H17")
    void theOldPasswordIsGuessedNoFasterThanAtTheLogin() {
        accounts.createIfMissing("oldRex", "Rex", "oldRex@example.org", PASSWORD, Set.of(Role.RESPONDER));
        visitor.login("oldRex", PASSWORD);
        visitor.page("/camunda/app/welcome/default/");
        var wrong = "{\"password\":\"another-lake-of-tests\",\"authenticatedUserPassword\":\"wrong-one\"}";
        var weak = "{\"password\":\"weak\",\"authenticatedUserPassword\":\"" + PASSWORD + "\"}";
        var right = weak.replace("weak", "another-lake-of-tests");

        for (var n = 0; n < 5; n++) {
            assertThat(changePassword(weak).statusCode())
                    .as("a right old password is no guess")
                    .isEqualTo(400);
        }
        for (var n = 0; n < 3; n++) {
            assertThat(changePassword(wrong).statusCode()).isEqualTo(400);
        }
        var answer = changePassword(right);

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(accounts.authenticate("oldRex", PASSWORD)).isPresent();
    }

    private HttpResponse<String> changePassword(String change) {
        return visitor.send(
                "PUT",
                "/camunda/api/engine/engine/default/user/oldRex/credentials",
                change,
                json(Map.of("X-XSRF-TOKEN", visitor.cookie("XSRF-TOKEN"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/engine-rest/identity/verify",
                "/engine-rest/identity/verify/",
                "/engine-rest/identity/%76erify",
                "/engine-rest/engine/default/identity/verify"
            })
    @Tag("H17")
    void nobodyGuessesPasswordsThroughTheEngine(String path) {
        var asRex = json(Map.of("Authorization", HttpVisitor.basic("engineRex", PASSWORD)));
        var guess = "{\"username\":\"admin\",\"password\":\"" + FirebreakTest.ADMIN_PASSWORD + "\"}";

        assertThat(visitor.send("POST", path, guess, asRex).statusCode()).isEqualTo(403);
    }

    private static Map<String, String> json(Map<String, String> headers) {
        var all = new java.util.HashMap<>(headers);
        all.put("Content-Type", "application/json");
        return all;
    }
}
