package dev.firebreak.postmortem.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.web.client.BoundedHttpClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Asks a Prometheus server: whether it understands an expression, what fires, which rules it has; and lets it reload. */
final class PrometheusApi {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int MAX_BODY = 4 * 1024 * 1024;

    private final BoundedHttpClient client = new BoundedHttpClient(MAX_BODY);
    private final URI server;
    private final ObjectMapper json;

    PrometheusApi(URI server, ObjectMapper json) {
        this.server = server;
        this.json = json;
    }

    /** What it answers to an expression; {@code status} is {@code error} where it does not understand it. */
    JsonNode query(String expression) throws IOException {
        var body = HttpRequest.BodyPublishers.ofString(
                "query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8) + "&timeout=5s");
        return json.readTree(send(request("/api/v1/query")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(body)
                        .build())
                .body());
    }

    /** The groups of rules that it has. */
    JsonNode groups() throws IOException {
        return json.readTree(send(request("/api/v1/rules").GET().build()).body())
                .path("data")
                .path("groups");
    }

    /** Empty if it reloaded; else its words. */
    String reload() throws IOException {
        var answer = send(
                request("/-/reload").POST(HttpRequest.BodyPublishers.noBody()).build());
        return answer.status() == 200
                ? ""
                : answer.status() + " " + answer.body().strip();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.toString().replaceAll("/+$", "") + path))
                .timeout(LIMIT);
    }

    private BoundedHttpClient.Answer send(HttpRequest request) throws IOException {
        try {
            return client.send(request, LIMIT);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + LIMIT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
