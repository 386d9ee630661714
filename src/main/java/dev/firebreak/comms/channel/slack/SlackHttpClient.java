package dev.firebreak.comms.channel.slack;

import dev.firebreak.web.client.BoundedHttpClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Posts to Slack's webhooks. */
class SlackHttpClient {

    private final Duration timeout;
    private final BoundedHttpClient client = new BoundedHttpClient();

    /** @param timeout the limit for the whole answer */
    SlackHttpClient(Duration timeout) {
        this.timeout = timeout;
    }

    SlackResponse post(SlackWebhook webhook, byte[] message) {
        webhook.requirePublicAddress();
        return send(webhook.address(), message);
    }

    SlackResponse send(URI address, byte[] message) {
        var request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofByteArray(message))
                .build();
        try {
            return SlackResponse.of(client.send(request, timeout));
        } catch (IOException failed) {
            throw new SlackUnavailable(
                    "Slack can't be reached: " + failed.getClass().getSimpleName());
        } catch (TimeoutException late) {
            throw new SlackUnavailable("Slack did not complete its answer within " + timeout.toMillis() + " ms");
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            throw new SlackUnavailable("interrupted while waiting for Slack");
        }
    }
}
