package dev.firebreak.status.statuspage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.firebreak.catalog.Secrets;
import dev.firebreak.web.client.BoundedHttpClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/** The few calls of Statuspage's REST API that the adapter needs. */
@Component
class StatuspageClient {

    private static final int LARGEST = 4 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final BoundedHttpClient http = new BoundedHttpClient(LARGEST);
    private final StatuspageSettings settings;
    private final Secrets secrets;

    StatuspageClient(StatuspageSettings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    /** Statuspage did not do what was asked, or nobody knows whether it did. */
    static final class StatuspageUnavailable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Optional<Duration> pause;

        StatuspageUnavailable(String why, Optional<Duration> pause) {
            super(why);
            this.pause = pause;
        }

        /** How long it wants to be left alone. */
        Optional<Duration> pause() {
            return pause == null ? Optional.empty() : pause;
        }
    }

    /** The newest 100 incidents of the page. */
    JsonNode newest() {
        return call("GET", "?limit=100", null);
    }

    JsonNode get(String id) {
        return call("GET", "/" + id, null);
    }

    JsonNode create(JsonNode incident) {
        return call("POST", "", incident);
    }

    void update(String id, JsonNode incident) {
        call("PATCH", "/" + id, incident);
    }

    private JsonNode call(String method, String path, JsonNode body) {
        var address = settings.url() + "/pages/" + settings.page() + "/incidents" + path;
        try {
            var content =
                    body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
            var request = HttpRequest.newBuilder(URI.create(address))
                    .header("Authorization", "OAuth " + secrets.reveal(settings.apiKey()))
                    .header("Content-Type", "application/json")
                    .header("User-Agent", "Firebreak")
                    .method(method, content)
                    .build();
            var answer = http.send(request, settings.timeout());
            if (answer.status() < 200 || answer.status() > 299) {
                throw new StatuspageUnavailable("answers " + answer.status(), answer.pause());
            }
            return JSON.readTree(answer.body());
        } catch (IOException failed) {
            throw new StatuspageUnavailable(
                    "can't be reached: " + failed.getClass().getSimpleName(), Optional.empty());
        } catch (TimeoutException late) {
            throw new StatuspageUnavailable(
                    "did not answer within " + settings.timeout().toMillis() + " ms", Optional.empty());
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            throw new StatuspageUnavailable("the node stops", Optional.empty());
        }
    }
}
