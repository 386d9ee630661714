package dev.firebreak.comms.webhook;

import java.util.List;
import org.springframework.stereotype.Component;

/** Which receivers of events don't take them, for the board. */
@Component
public class WebhookStatus {

    /** The channel of deliveries that are events. */
    public static final String CHANNEL = "webhook";

    private final WebhookSettings settings;
    private final WebhookQueue queue;

    WebhookStatus(WebhookSettings settings, WebhookQueue queue) {
        this.settings = settings;
        this.queue = queue;
    }

    /** How many receivers are configured. */
    public int configured() {
        return settings.webhooks().size();
    }

    /** One sentence for each receiver with trouble. */
    public List<String> troubles() {
        return settings.webhooks().entrySet().stream()
                .flatMap(webhook -> {
                    var name = webhook.getKey();
                    if (queue.isDisabled(name, webhook.getValue())) {
                        return List.of(name + " is gone (410)").stream();
                    }
                    return queue.backlog(name).stream()
                            .map(backlog -> name + ": " + backlog.events() + " not sent, " + backlog.why());
                })
                .toList();
    }
}
