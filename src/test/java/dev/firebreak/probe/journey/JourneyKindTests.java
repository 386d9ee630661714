package dev.firebreak.probe.journey;

import static dev.firebreak.probe.KindFixture.declared;
import static dev.firebreak.probe.KindFixture.looks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.firebreak.probe.KindFixture;
import dev.firebreak.probe.address.SocketsFixture;
import dev.firebreak.probe.http.ExchangesFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user logs in to a forge and makes an issue; a server of ours plays the forge. */
@Tag("A033")
class JourneyKindTests {

    private static final String PASSWORD = "correct-horse-battery";
    private static final String TOKEN = "t0ken+with/special=chars";

    private final JourneyKind kind = new JourneyKind(
            ExchangesFixture.over(SocketsFixture.plain()), KindFixture.secrets(Map.of("git-probe", PASSWORD)));
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile String title = "Issue 7";
    private HttpServer forge;

    @BeforeEach
    void aForge() throws IOException {
        forge = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        forge.createContext("/", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
            answer(exchange, body);
            exchange.close();
        });
        forge.start();
    }

    @AfterEach
    void close() {
        forge.stop(0);
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        var path = exchange.getRequestURI().getPath();
        if (path.equals("/login") && exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().add("Set-Cookie", "session=first; Path=/; HttpOnly");
            say(
                    exchange,
                    200,
                    "<form><input type=\"text\" name=\"user\"><INPUT type=\"hidden\" name=\"_csrf\" value=\"" + TOKEN
                            + "\"></form>");
        } else if (path.equals("/login")) {
            var isRight = body.equals("user=probe&password=" + PASSWORD + "&_csrf=t0ken%2Bwith%2Fspecial%3Dchars")
                    && "session=first".equals(cookie(exchange));
            exchange.getResponseHeaders().add("Set-Cookie", "session=second; Path=/");
            exchange.getResponseHeaders().add("Location", "/");
            say(exchange, isRight ? 303 : 403, "");
        } else if (path.equals("/api/issues")) {
            say(exchange, "session=second".equals(cookie(exchange)) ? 201 : 401, "{\"issue\": {\"id\": 7}}");
        } else {
            say(exchange, 200, "<h1>" + title + "</h1>");
        }
    }

    private static String cookie(HttpExchange exchange) {
        return exchange.getRequestHeaders().getFirst("Cookie");
    }

    private static void say(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private String journey() {
        return """
                steps:
                  - name: open login
                    url: http://127.0.0.1:%1$d/login
                    extract: {csrf: {field: _csrf}}
                  - name: log in
                    url: http://127.0.0.1:%1$d/login
                    form: {user: probe, password: "secret://git-probe", _csrf: "${csrf}"}
                    expect: {status: 303, header: {Location: /}}
                  - name: make issue
                    url: http://127.0.0.1:%1$d/api/issues
                    json: '{"title": "probe"}'
                    expect: {status: 201}
                    extract: {id: {pointer: /issue/id}}
                  - name: see issue
                    url: http://127.0.0.1:%1$d/issues/${id}
                    expect: {contains: Issue 7}
                """.formatted(forge.getAddress().getPort());
    }

    @Test
    void cookiesFormTokensAndValuesGoFromStepToStep() {
        var seen = looks(kind, journey());

        assertThat(seen.finding()).isEqualTo("all 4 steps went well");
        assertThat(seen.passed()).isTrue();
        assertThat(calls.get(3)).startsWith("GET /issues/7");
        assertThat(seen.details().lines().map(line -> line.replaceAll("\\d+ ms", "n ms")))
                .containsExactly(
                        "1. open login: 200 in n ms",
                        "2. log in: 303 in n ms",
                        "3. make issue: 201 in n ms",
                        "4. see issue: 200 in n ms");
    }

    @Test
    void theStepThatFailsIsNamedAndEndsTheJourney() {
        title = "No such issue";

        var seen = looks(kind, journey());

        assertThat(seen.passed()).isFalse();
        assertThat(seen.finding()).isEqualTo("step 4 (see issue) does not contain \"Issue 7\"");
    }

    @Test
    void aMissingValueIsAFailureOfItsStep() {
        var seen = looks(kind, journey().replace("field: _csrf", "field: token"));

        assertThat(seen.finding()).isEqualTo("step 1 (open login) has no value for csrf");
        assertThat(calls).hasSize(1);
    }

    @Test
    @Tag("H12")
    void secretsAndExtractedValuesAreMasked() {
        var seen = looks(
                kind,
                journey()
                        .replace("status: 303", "status: 303, contains: " + TOKEN)
                        .replace("name: log in", "name: log in with " + PASSWORD));

        assertThat(seen.passed()).isFalse();
        assertThat(seen.finding() + seen.details())
                .contains("log in with ***")
                .doesNotContain(TOKEN)
                .doesNotContain(PASSWORD);
    }

    @Test
    @Tag("G22")
    void theTimeLimitIsOfTheWholeJourney() {
        forge.createContext("/slow", exchange -> {
            try {
                Thread.sleep(250);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            say(exchange, 200, "ok");
            exchange.close();
        });
        var step = "{name: slow, url: \"http://127.0.0.1:" + forge.getAddress().getPort() + "/slow\"}";

        var seen = looks(kind, "steps: [" + step + ", " + step + ", " + step + "]", Duration.ofMillis(400));

        assertThat(seen.finding()).isEqualTo("step 2 (slow) did not end within 400 ms");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: a, url: 'http://x/${id}'}               | no earlier step extracts \"id\"",
                "{name: a, url: 'http://${host}/'}              | is not an address such as",
                "{name: a, url: 'http://x${host}/'}             | is not an address such as",
                "{name: a, url: 'http://x:${port}/'}            | is not an address such as",
                "{name: a, url: 'http://x/', form: {password: hunter2}} | form.password: must be a reference such as",
                "{name: a, url: 'http://x/', headers: {Authorization: Bearer abc}} | headers.Authorization: must be a reference",
                "{name: a, url: 'http://x/', form: {a: b}, json: '{}'} | has both form and json",
                "{name: a, url: 'http://x/', extract: {v: {}}}  | must have one of pointer, field, header",
                "{name: a, url: 'http://x/', extract: {v: {pointer: x}}} | is not a JSON Pointer",
                "{url: 'http://x/'}                             | \"name\" is missing"
            })
    void aMistakeNamesItsField(String step, String error) {
        assertThatThrownBy(() -> declared(kind, "steps: [" + step + "]")).hasMessageContaining(error);
    }
}
