package dev.firebreak.comms.webhook;

import dev.firebreak.comms.webhook.WebhookSettings.Webhook;
import dev.firebreak.web.client.BoundedHttpClient;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/** Posts events to their receivers. */
@Component
class WebhookClient {

    private final BoundedHttpClient client = new BoundedHttpClient();

    /**
     * What came of a try.
     *
     * @param status of the answer; 0 if there was none
     * @param pause how long the receiver wants to be left alone
     * @param body the start of the answer
     */
    record Answer(int status, String words, Optional<Duration> pause, String body) {

        boolean isAccepted() {
            return status >= 200 && status < 300;
        }

        boolean isGone() {
            return status == 410;
        }
    }

    /** @param timestamp seconds since 1970 */
    Answer post(Webhook webhook, String id, long timestamp, String signature, String body) {
        var request = HttpRequest.newBuilder(webhook.url())
                .header("Content-Type", "application/json")
                .header("User-Agent", "Firebreak")
                .header("webhook-id", id)
                .header("Idempotency-Key", id)
                .header("webhook-timestamp", String.valueOf(timestamp))
                .header("webhook-signature", signature)
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            var answer = client.send(request, webhook.timeout());
            return new Answer(answer.status(), "answers " + answer.status(), answer.pause(), answer.body());
        } catch (IOException failed) {
            return none("can't be reached: " + failed.getClass().getSimpleName());
        } catch (TimeoutException late) {
            return none("did not answer within " + webhook.timeout().toMillis() + " ms");
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            return none("the node stops");
        }
    }

    private static Answer none(String words) {
        return new Answer(0, words, Optional.empty(), "");
    }
}
