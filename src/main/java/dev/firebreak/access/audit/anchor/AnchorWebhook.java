package dev.firebreak.access.audit.anchor;

import dev.firebreak.access.AuditAnchored;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Posts each anchor to {@code firebreak.audit.webhook}, a place that an attacker of this node does not reach. A call
 * that fails is logged: the next anchor covers these rows, too.
 */
@Component
class AnchorWebhook {

    private static final Logger LOG = LoggerFactory.getLogger(AnchorWebhook.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final AuditSettings settings;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(3))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    AnchorWebhook(AuditSettings settings) {
        this.settings = settings;
    }

    @EventListener
    void post(AuditAnchored anchor) {
        if (settings.webhook() == null) {
            return;
        }
        try {
            var body =
                    "{\"at\":\"%s\",\"size\":%d,\"root\":\"%s\"}".formatted(anchor.at(), anchor.size(), anchor.root());
            var request = HttpRequest.newBuilder(settings.webhook())
                    .timeout(LIMIT)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            var status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status >= 300) {
                LOG.warn("The webhook of the audit's anchors (firebreak.audit.webhook) answered {}", status);
            }
        } catch (IOException e) {
            LOG.warn("The webhook of the audit's anchors (firebreak.audit.webhook) can't be reached: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
