package dev.firebreak.access.audit.anchor;

import dev.firebreak.access.AuditAnchored;
import dev.firebreak.web.client.BoundedHttpClient;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
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
    private final BoundedHttpClient client = new BoundedHttpClient();

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
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            var status = client.send(request, LIMIT).status();
            if (status >= 300) {
                LOG.warn("The webhook of the audit's anchors (firebreak.audit.webhook) answered {}", status);
            }
        } catch (IOException | TimeoutException e) {
            LOG.warn("The webhook of the audit's anchors (firebreak.audit.webhook) can't be reached: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
