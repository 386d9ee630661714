package dev.firebreak.comms.webhook;

import dev.firebreak.catalog.Secrets;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code firebreak.webhooks}: the receivers of events.
 *
 * @param webhooks by name
 */
@ConfigurationProperties("firebreak")
record WebhookSettings(Map<String, Webhook> webhooks) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int MAX_NAME = 40;

    WebhookSettings {
        webhooks = webhooks == null ? Map.of() : new TreeMap<>(webhooks);
        for (var name : webhooks.keySet()) {
            if (!NAME.matcher(name).matches() || name.length() > MAX_NAME) {
                throw new IllegalArgumentException(
                        "firebreak.webhooks: the name of a webhook must be kebab-case, at most 40 characters: " + name);
            }
        }
        webhooks.forEach((name, webhook) -> webhook.validate("firebreak.webhooks." + name));
    }

    /**
     * One receiver.
     *
     * @param url https, or http on this machine
     * @param secret a {@code secret://} reference; its value is {@code whsec_} and 24 to 64 bytes in base64
     * @param events which events it gets; all if it is empty
     * @param membersOnly whether it also gets the events of members-only incidents
     * @param timeout the limit for the whole answer
     * @param tracker whether it keeps a ticket of each incident and answers its reference; without {@code events}, it
     *     gets what opens, updates and resolves one; never anything of a drill
     */
    record Webhook(
            URI url,
            String secret,
            @DefaultValue Set<WebhookEventType> events,
            @DefaultValue("false") boolean membersOnly,
            @DefaultValue("10s") Duration timeout,
            @DefaultValue("false") boolean tracker) {

        private static final Set<WebhookEventType> OF_TICKETS =
                Set.of(WebhookEventType.OPENED, WebhookEventType.UPDATE, WebhookEventType.RESOLVED);

        private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");
        private static final Duration LONGEST = Duration.ofSeconds(30);

        private void validate(String key) {
            if (url == null || url.getHost() == null || url.getRawUserInfo() != null || !isSafe(url)) {
                throw new IllegalArgumentException(
                        key + ".url must be an https address without a user, or http on this machine");
            }
            if (secret == null || !Secrets.isReference(secret)) {
                throw new IllegalArgumentException(
                        key + ".secret must be a reference such as secret://crm-webhook, never the secret itself");
            }
            if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(key + ".timeout must be more than 0 and at most 30s");
            }
        }

        private static boolean isSafe(URI url) {
            return "https".equals(url.getScheme())
                    || "http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost());
        }

        boolean wants(WebhookEventType type) {
            return events.isEmpty() ? !tracker || OF_TICKETS.contains(type) : events.contains(type);
        }
    }
}
