package dev.firebreak.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.FirebreakTest;
import dev.firebreak.access.login.LoginRedirect;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@FirebreakTest
class LoginTests {

    private static final String PASSWORD = "quiet-river-stone";

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    private HttpVisitor visitor;

    @BeforeEach
    void rex() {
        accounts.createIfMissing("loginRex", "Rex", "rex@example.org", PASSWORD, Set.of(Role.RESPONDER));
        visitor = new HttpVisitor(port);
    }

    @Test
    void aPageLeadsToTheLoginAndBack() {
        var away = visitor.page("/camunda/app/tasklist/default/?x=1");
        assertThat(away.statusCode()).isEqualTo(302);
        assertThat(away.headers().firstValue("Location"))
                .hasValue("/login?to=%2Fcamunda%2Fapp%2Ftasklist%2Fdefault%2F%3Fx%3D1");

        var back = visitor.login("loginRex", PASSWORD, "/camunda/app/tasklist/default/?x=1");

        assertThat(back.headers().firstValue("Location")).hasValue("/camunda/app/tasklist/default/?x=1");
        assertThat(visitor.get("/api/me").body()).contains("loginRex", "RESPONDER");
    }

    @Test
    @Tag("H22")
    void theSessionHasANewNameAfterTheLogin() {
        visitor.login("loginRex", PASSWORD);
        var first = visitor.cookie("JSESSIONID");
        visitor.login("loginRex", PASSWORD);

        assertThat(visitor.cookie("JSESSIONID")).isNotEqualTo(first);
    }

    @Test
    void theSessionCookieIsStrictAndOutOfReachOfScripts() {
        var answer = visitor.login("loginRex", PASSWORD);

        assertThat(answer.headers().allValues("Set-Cookie"))
                .anySatisfy(c -> assertThat(c).contains("JSESSIONID", "HttpOnly", "SameSite=Strict"));
    }

    @Test
    void aLinkFromAMailDoesNotReplaceTheSession() {
        assertThat(visitor.page("/").headers().allValues("Set-Cookie")).isEmpty();
        assertThat(visitor.page("/login").headers().allValues("Set-Cookie"))
                .noneSatisfy(cookie -> assertThat(cookie).contains("JSESSIONID"));
    }

    @Test
    void aWrongPasswordLeadsBackToTheLogin() {
        var answer = visitor.login("loginRex", "wrong", "/incidents/INC-20261122-071630-001");

        assertThat(answer.headers().firstValue("Location"))
                .hasValue("/login?refused&to=%2Fincidents%2FINC-20261122-071630-001");
        assertThat(visitor.get("/api/me").statusCode()).isEqualTo(401);
    }

    @Test
    @Tag("H10")
    void theLoginNeedsThePagesToken() {
        var answer = visitor.form("/login", Map.of("username", "loginRex", "password", PASSWORD));

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void logoutEndsTheSession() {
        visitor.login("loginRex", PASSWORD);
        visitor.form("/logout", Map.of("_csrf", visitor.csrfOf("/")));

        assertThat(visitor.get("/api/me").statusCode()).isEqualTo(401);
    }

    @Test
    @Tag("H10")
    void anotherSitesPageCannotWriteEvenWithTheToken() {
        visitor.login("loginRex", PASSWORD);
        var form = Map.of("Origin", "https://evil.example", "Content-Type", "application/x-www-form-urlencoded");

        var answer = visitor.send("POST", "/logout", "_csrf=" + visitor.csrfOf("/"), form);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(visitor.get("/api/me").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example",
                "javascript:alert(1)",
                "/a\r\nX: y"
            })
    void theWayBackNeverLeavesThisSite(String to) {
        assertThat(LoginRedirect.ours(to)).isEqualTo("/");
    }

    @ParameterizedTest
    @CsvSource({"/api/me", "/api/incidents", "/engine-rest/engine", "/camunda/api/engine/engine/default/task"})
    @Tag("H9")
    void programsWithoutALoginHear401(String path) {
        var answer = visitor.get(path);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
    }

    @Test
    void problemsCarryAnIdAndNoStackTrace() {
        assertThat(visitor.get("/api/me").body())
                .contains("\"status\":401", "\"id\":\"", "\"instance\":\"/api/me\"")
                .doesNotContain("trace", "Exception");
    }

    @Test
    @Tag("H20")
    void whatACallerSaysAboutItsHostIsNotBelieved() {
        var answer = visitor.send(
                "GET",
                "/",
                null,
                Map.of("Accept", "text/html", "X-Forwarded-Host", "evil.example", "X-Forwarded-Proto", "https"));

        assertThat(answer.headers().firstValue("Location").orElse("")).startsWith("/login");
    }

    @Test
    void ourPagesTellTheBrowserToRunNothingForeign() {
        var headers = visitor.page("/login").headers();

        assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe-inline");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("Cache-Control").orElse("")).contains("no-store");
    }
}
