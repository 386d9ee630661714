package dev.firebreak.comms.room;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.catalog.Secrets;
import dev.firebreak.web.client.BoundedHttpClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Calls methods of Slack's Web API. Only {@code "ok":true} is success, whatever the status is (guarantees.md G5). */
@Component
class SlackWebApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_BODY = 1024 * 1024;
    private static final Duration WITHOUT_WORD = Duration.ofSeconds(30);
    private static final Pattern CODE = Pattern.compile("[a-z_]{2,40}");

    private final RoomSettings settings;
    private final Secrets secrets;
    private final BoundedHttpClient client = new BoundedHttpClient(MAX_BODY);

    SlackWebApi(RoomSettings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    /** @throws SlackProblem unless Slack says that it was done */
    JsonNode call(String method, Map<String, String> arguments) {
        var request = HttpRequest.newBuilder(URI.create(settings.api() + "/" + method))
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .header("Authorization", "Bearer " + secrets.reveal(settings.token()))
                .POST(BodyPublishers.ofString(encoded(arguments)))
                .build();
        try {
            return checked(method, client.send(request, settings.timeout()));
        } catch (IOException failed) {
            throw new SlackProblem(method, "can't be reached", null);
        } catch (TimeoutException late) {
            throw new SlackProblem(method, "no complete answer in time", null);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            throw new SlackProblem(method, "interrupted", null);
        }
    }

    private static JsonNode checked(String method, BoundedHttpClient.Answer answer) {
        if (answer.status() == 429) {
            throw new SlackProblem(method, "ratelimited", answer.pause().orElse(WITHOUT_WORD));
        }
        if (answer.status() != 200) {
            throw new SlackProblem(method, "status " + answer.status(), answer.pause().orElse(null));
        }
        try {
            var body = JSON.readTree(answer.body());
            if (body.path("ok").asBoolean()) {
                return body;
            }
            var code = body.path("error").asText();
            throw new SlackProblem(method, CODE.matcher(code).matches() ? code : "an unknown error", null);
        } catch (JsonProcessingException e) {
            throw new SlackProblem(method, "an answer that is no JSON", null);
        }
    }

    private static String encoded(Map<String, String> arguments) {
        return arguments.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}
