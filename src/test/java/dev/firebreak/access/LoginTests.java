package dev.firebreak.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.FirebreakTest;
import dev.firebreak.access.login.LoginRedirect;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;

@FirebreakTest
class LoginTests {

    private static final String PASSWORD = "quiet-river-stone";

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Value("${logging.file.name}")
    Path log;

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

    @Test
    void aSecondTabsOldLoginPageLeadsToTheBoardOfWhoeverIsLoggedIn() {
        var oldPage = visitor.csrfOf("/login");
        visitor.login("loginRex", PASSWORD);

        var answer = visitor.press("/login", Map.of("username", "loginCarla", "password", "x", "_csrf", oldPage));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).hasValue("/?already");
        assertThat(visitor.page("/?already").body()).contains("logged in already, as Rex");
    }

    @Test
    void anOldLoginPageLeadsToTheLoginIfNoSessionIsLeft() {
        var oldPage = visitor.csrfOf("/login");
        visitor.login("loginRex", PASSWORD);
        visitor.form("/logout", Map.of("_csrf", visitor.csrfOf("/")));

        var answer = visitor.press(
                "/login", Map.of("username", "loginRex", "password", PASSWORD, "to", "/incidents/x", "_csrf", oldPage));

        assertThat(answer.headers().firstValue("Location")).hasValue("/login?stale&to=%2Fincidents%2Fx");
        assertThat(visitor.page("/login?stale").body()).contains("nothing was done");
    }

    @Test
    void anOldTabOfAnotherPersonDoesNothingAndSaysSo() {
        accounts.createIfMissing("loginCarla", "Carla", "carla@example.org", PASSWORD, Set.of(Role.COMMANDER));
        visitor.login("loginRex", PASSWORD);
        var pageOfRex = visitor.csrfOf("/");
        visitor.form("/logout", Map.of("_csrf", pageOfRex));
        visitor.login("loginCarla", PASSWORD);

        var answer = visitor.press("/logout", Map.of("_csrf", pageOfRex));

        assertThat(answer.headers().firstValue("Location")).hasValue("/?stale");
        assertThat(visitor.page("/?stale").body()).contains("older than your login", "Carla");
        assertThat(visitor.get("/api/me").body()).contains("loginCarla");
    }

    @Test
    void theLogoutOfAnOldTabAfterALogoutIsALogout() {
        visitor.login("loginRex", PASSWORD);
        var page = visitor.csrfOf("/");
        visitor.form("/logout", Map.of("_csrf", page));

        assertThat(visitor.press("/logout", Map.of("_csrf", page)).headers().firstValue("Location"))
                .hasValue("/login?out");
    }

    @Test
    void aWebappsTabNeverActsAsThePersonOfAnotherTab() {
        visitor.login("loginRex", PASSWORD);

        assertThat(visitor.send("GET", "/api/me", null, Map.of("X-Firebreak-Person", "loginCarla"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(visitor.send(
                                "GET",
                                "/camunda/api/engine/engine/default/task",
                                null,
                                Map.of("X-Firebreak-Person", "loginCarla"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(visitor.send("GET", "/api/me", null, Map.of("X-Firebreak-Person", "loginRex"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    @Tag("H10")
    void aRefusedOriginIsExplainedOnAPage() {
        var answer = visitor.form(
                "/login",
                Map.of("username", "loginRex", "password", PASSWORD),
                Map.of("Origin", "https://incidents.example:8443", "Accept", "text/html"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(answer.body())
                .contains("https://incidents.example:8443", "127.0.0.1:" + port, "firebreak.base-url")
                .doesNotContain("roles");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//engine-rest/user",
                "/camunda//api/engine/engine/default/task",
                "/camunda/app/../api/engine",
                "/\\engine-rest/user",
                "/%65ngine-rest/user",
                "/engine-rest/%2e%2e/api/me",
                "/engine-rest/user%00",
                "/./api/me",
                "/api/me;x=y",
                "/%5cengine-rest",
                "*"
            })
    @Tag("H9")
    void anAmbiguousPathIsTheCallersFault(String path) throws IOException {
        var before = Files.size(log);

        assertThat(rawAnswer("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(loggedSince(before)).doesNotContain("Servlet.service()", "Error processing request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET  HTTP/1.1", "GET HTTP/1.1", " / HTTP/1.1", "CONNECT x:1 HTTP/1.1", "GET http:// HTTP/1.1"})
    void aRequestWithoutAPathIsNoFaultOfOurs(String line) throws IOException {
        var before = Files.size(log);

        assertThat(rawAnswer(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .containsPattern("HTTP/1.1 4|HTTP/1.1 501|HTTP Status 4");
        assertThat(loggedSince(before)).doesNotContain("Servlet.service()", "Error processing request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 3\r\nTransfer-Encoding: chunked",
                "Content-Length: 3\r\nContent-Length: 4",
                "Content-Length: +3",
                "Transfer-Encoding: chunked, identity",
                "Host: second.example"
            })
    @Tag("H20")
    void aRequestThatAProxyMayReadDifferentlyIsNotServed(String headers) throws IOException {
        var before = Files.size(log);
        var answers = rawAnswer("POST /login HTTP/1.1\r\nHost: localhost\r\n" + headers
                + "\r\n\r\n0\r\n\r\nGET /api/me HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answers.split("HTTP/1.1 ")).hasSizeLessThanOrEqualTo(2);
        assertThat(answers).doesNotStartWith("HTTP/1.1 2");
        assertThat(loggedSince(before)).doesNotContain("Servlet.service()", "Error processing request");
    }

    @Test
    @Tag("H20")
    void theOldestHttpIsNotSpoken() throws IOException {
        assertThat(rawAnswer("GET /login\r\n"))
                .contains("HTTP/0.9 is not supported")
                .doesNotContain("<form");
    }

    @Test
    void aWrongMethodIsNotAMatterOfRoles() {
        visitor.login("loginRex", PASSWORD);
        var asProgram = Map.of("Authorization", HttpVisitor.basic("loginRex", PASSWORD), "Accept", "application/json");

        var answer = visitor.send("DELETE", "/api/me", null, asProgram);

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
        assertThat(answer.body()).contains("does not support this method, but GET, HEAD.");
    }

    @Test
    @Tag("H17")
    void aProgramHearsWhyItsPasswordIsRefusedAndHowLongToWait() {
        var wrong = Map.of("Authorization", HttpVisitor.basic("loginRex", "wrong"), "X-Forwarded-For", "198.51.100.20");

        for (var free = 0; free < 3; free++) {
            var answer = visitor.send("GET", "/api/me", null, wrong);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("The name or the password is wrong.");
        }
        var answer = visitor.send("GET", "/engine-rest/version", null, wrong);

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(answer.body()).contains("Too many wrong passwords. Try again in 1 s.");
    }

    @Test
    @Tag("H17")
    void aStrangerMakesNobodyWaitWhoLoggedInBefore() {
        visitor.login("loginRex", PASSWORD);
        var attacker = Map.of("X-Forwarded-For", "198.51.100.21");
        for (var tries = 0; tries < 15; tries++) {
            visitor.form("/login", Map.of("username", "loginRex", "password", "x", "_csrf", "x"), attacker);
            visitor.send(
                    "GET",
                    "/api/me",
                    null,
                    Map.of("Authorization", HttpVisitor.basic("loginRex", "x"), "X-Forwarded-For", "198.51.100.21"));
        }

        assertThat(new HttpVisitor(port).login("loginRex", PASSWORD).headers().firstValue("Location"))
                .hasValue("/");
        assertThat(visitor.send(
                                "GET",
                                "/engine-rest/version",
                                null,
                                Map.of("Authorization", HttpVisitor.basic("loginRex", PASSWORD)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    @Tag("H17")
    void aWaitIsSaidOnTheLoginPage() {
        var from = Map.of("X-Forwarded-For", "198.51.100.22");
        for (var free = 0; free < 3; free++) {
            visitor.form(
                    "/login",
                    Map.of("username", "no-such-person", "password", "x", "_csrf", visitor.csrfOf("/login")),
                    from);
        }

        var answer = visitor.form(
                "/login",
                Map.of("username", "no-such-person", "password", "x", "_csrf", visitor.csrfOf("/login")),
                from);

        assertThat(answer.headers().firstValue("Location")).hasValue("/login?wait=1&to=%2F");
        assertThat(visitor.page("/login?wait=1").body()).contains("Try again in 1 s");
    }

    private String loggedSince(long before) throws IOException {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(before);
            var added = new byte[(int) (file.length() - before)];
            file.readFully(added);
            return new String(added, StandardCharsets.UTF_8);
        }
    }

    private String rawAnswer(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
