package dev.firebreak.web.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.FirebreakTest;
import dev.firebreak.access.HttpVisitor;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What our endpoints answer to requests at their edges. */
@FirebreakTest
class RequestEdgesTests {

    private static final String JSON = "application/json";
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private static final String UNKNOWN = "INC-20200101-000000-001";

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Test
    @Tag("H21")
    void everyEndpointOfTheApiRefusesAQueryParameterThatItDoesNotHave() {
        var mappings = context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        var paths = mappings.getHandlerMethods().keySet().stream()
                .flatMap(info -> info.getMethodsCondition().getMethods().stream()
                        .flatMap(method -> info.getPatternValues().stream().map(path -> method + " " + path)))
                .filter(call -> call.contains(" /api/") && !call.contains(" /api/alerts"))
                .distinct()
                .toList();

        assertThat(paths).hasSizeGreaterThan(40).allSatisfy(call -> {
            var method = RequestMethod.valueOf(call.split(" ")[0]).name();
            var path = call.split(" ")[1].replace("{id}", UNKNOWN).replaceAll("\\{\\w+}", "1");
            var answer = send(method, path + "?sevrity=P1", "*/*");
            assertThat(answer.statusCode()).isIn(400, 403);
            if (answer.statusCode() == 400) {
                assertThat(answer.body()).contains("\"sevrity: unknown query parameter");
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "page=1&page=2     | page: is given twice",
                "page=abc          | page: must be a whole number",
                "Page=1            | Page: unknown query parameter (known: after, before, page, service, severity,",
                "%70age=0          | page: must be 1 to",
            })
    @Tag("H21")
    void aWrongQueryParameterIsNamed(String query, String words) {
        var answer = send("GET", "/api/incidents?" + query, JSON);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains(words, "\"field\":");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/audit/proof                   | chain: this query parameter is required",
                "/api/audit/proof?chain=x&number=y  | number: must be a whole number",
                "/api/incidents/nonsense            | id: not an incident id",
                "/api/on-call?at=noon               | at: must be a time with an offset",
            })
    void aWrongPartOfTheAddressIsNamed(String path, String words) {
        var answer = send("GET", path, JSON);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(words, "\"field\":");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/nothing",
                "/api/incidents/" + UNKNOWN,
                "/api/incidents/" + UNKNOWN + "/nothing",
                "/incidents/" + UNKNOWN,
                "/incidents/" + UNKNOWN + "/postmortem",
                "/nothing"
            })
    void whatIsNotThereIsAPageForABrowserAndAProblemForAProgram(String path) {
        var page = send("GET", path, BROWSER);
        var problem = send("GET", path, "*/*");

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(page.body()).contains("<!doctype html>");
        assertThat(problem.statusCode()).isEqualTo(404);
        assertThat(problem.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(problem.body())
                .contains(
                        "\"type\":", "\"title\":", "\"status\":404", "\"detail\":", "\"instance\":\"" + path, "\"id\":")
                .doesNotContain("static resource");
    }

    @Test
    void theErrorPageSaysTheReasonThatAProgramReads() {
        assertThat(send("GET", "/incidents/" + UNKNOWN, BROWSER).body()).contains("There is no incident " + UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /api/freeze,                  'GET, HEAD, PUT'",
        "POST,   /api/me,                      'GET, HEAD'",
        "PUT,    /api/incidents,               'GET, HEAD, POST'",
        "GET,    /api/models/reload,           POST",
        "OPTIONS, /api/freeze,                 'GET, HEAD, PUT'"
    })
    void aMethodThatAnAddressDoesNotHaveGets405WithThoseItHas(String method, String path, String allowed) {
        var answer = send(method, path, JSON);

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains(allowed);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void soDoesAMethodThatTheFirewallDoesNotKnow() throws IOException {
        assertThat(raw("BREW /api/freeze HTTP/1.1\r\n"))
                .startsWith("HTTP/1.1 405")
                .contains("Allow: GET, HEAD, PUT", "application/problem+json")
                .doesNotContain("BREW");
    }

    @Test
    @Tag("H21")
    void aQueryThatCannotBeDecodedIsRefused() throws IOException {
        var login = "Authorization: " + HttpVisitor.basic("admin", FirebreakTest.ADMIN_PASSWORD) + "\r\n";

        assertThat(raw("GET /api/incidents?status=%zz HTTP/1.1\r\n" + login))
                .startsWith("HTTP/1.1 400")
                .contains("query: has a % that no two hexadecimal digits follow");
    }

    /** Sends what no HTTP client would. */
    private String raw(String head) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write((head + "Host: x\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aSubAddressThatDoesNotExistIsNoMethodProblem() {
        assertThat(send("POST", "/api/incidents/" + UNKNOWN + "/nothing", JSON).statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "nonsense"})
    void anAnswerThatNobodyCanReadIsAProblemAllTheSame(String accept) {
        var answer = send("GET", "/api/freeze", accept);

        assertThat(answer.statusCode()).isEqualTo(406);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"status\":406", "\"id\":");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "nonsense"})
    void aBodyOfAnotherTypeGets415WithTheTypesThatWork(String type) {
        var answer = visitor().send("PUT", "/api/freeze", "frozen=true", headers(Map.of("Content-Type", type)));

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.headers().firstValue("Accept").orElse("")).contains("application/json");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    private HttpResponse<String> send(String method, String path, String accept) {
        return visitor().send(method, path, null, headers(Map.of("Accept", accept)));
    }

    private HttpVisitor visitor() {
        return new HttpVisitor(port);
    }

    private static Map<String, String> headers(Map<String, String> more) {
        var headers = new TreeMap<>(more);
        headers.put("Authorization", HttpVisitor.basic("admin", FirebreakTest.ADMIN_PASSWORD));
        return headers;
    }
}
