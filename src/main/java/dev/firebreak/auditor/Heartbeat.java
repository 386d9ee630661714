package dev.firebreak.auditor;

import dev.firebreak.web.client.BoundedHttpClient;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Calls the dead-man check outside. A call that fails is only logged: the check notices that it did not come. */
@Component
class Heartbeat {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final AuditorSettings settings;
    private final BoundedHttpClient client = new BoundedHttpClient();

    Heartbeat(AuditorSettings settings) {
        this.settings = settings;
    }

    /** Does nothing if no address is configured. */
    void send() {
        if (settings.heartbeat() == null) {
            return;
        }
        try {
            var request = HttpRequest.newBuilder(settings.heartbeat()).build();
            var status = client.send(request, LIMIT).status();
            if (status >= 300) {
                LOG.warn("The heartbeat outside (firebreak.auditor.heartbeat) answered {}", status);
            }
        } catch (IOException | TimeoutException e) {
            LOG.warn("The heartbeat outside (firebreak.auditor.heartbeat) can't be reached: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
