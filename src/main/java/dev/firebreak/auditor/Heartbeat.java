package dev.firebreak.auditor;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Calls the dead-man check outside. A call that fails is only logged: the check notices that it did not come. */
@Component
class Heartbeat {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final AuditorSettings settings;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(3))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    Heartbeat(AuditorSettings settings) {
        this.settings = settings;
    }

    /** Does nothing if no address is configured. */
    void send() {
        if (settings.heartbeat() == null) {
            return;
        }
        try {
            var request =
                    HttpRequest.newBuilder(settings.heartbeat()).timeout(LIMIT).build();
            var status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status >= 300) {
                LOG.warn("The heartbeat outside (firebreak.auditor.heartbeat) answered {}", status);
            }
        } catch (IOException e) {
            LOG.warn("The heartbeat outside (firebreak.auditor.heartbeat) can't be reached: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
