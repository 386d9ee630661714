package dev.firebreak.comms.webhook;

import dev.firebreak.comms.webhook.WebhookSettings.Webhook;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Posts events: 3 s to connect, a limit for the whole answer, no redirects. The head of the answer decides; of its
 * body, which may never end, 64 KiB are dropped and the rest is not read (guarantees.md G6, H11).
 */
@Component
class WebhookClient {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /**
     * What came of a try.
     *
     * @param status of the answer; 0 if there was none
     * @param pause how long the receiver wants to be left alone
     */
    record Answer(int status, String words, Optional<Duration> pause) {

        boolean isAccepted() {
            return status >= 200 && status < 300;
        }

        boolean isGone() {
            return status == 410;
        }
    }

    /** @param timestamp seconds since 1970 */
    Answer post(Webhook webhook, String id, long timestamp, String signature, String body) {
        var timeout = webhook.timeout();
        var request = HttpRequest.newBuilder(webhook.url())
                .header("Content-Type", "application/json")
                .header("User-Agent", "Firebreak")
                .header("webhook-id", id)
                .header("webhook-timestamp", String.valueOf(timestamp))
                .header("webhook-signature", signature)
                .POST(BodyPublishers.ofString(body))
                .build();
        var exchange = client.sendAsync(request, head -> new ShortBody());
        try {
            return answer(exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException failed) {
            return none("can't be reached: " + failed.getCause().getClass().getSimpleName());
        } catch (TimeoutException late) {
            return none("did not answer within " + timeout.toMillis() + " ms");
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            return none("the node stops");
        } finally {
            exchange.cancel(true);
        }
    }

    private static Answer answer(HttpResponse<?> response) {
        var pause = response.headers()
                .firstValue("Retry-After")
                .filter(seconds -> SECONDS.matcher(seconds).matches())
                .map(seconds -> Duration.ofSeconds(Math.min(Long.parseLong(seconds), LONGEST_PAUSE.toSeconds())));
        return new Answer(response.statusCode(), "answers " + response.statusCode(), pause);
    }

    /** Drops what arrives. Closes the connection of a body that is too long. */
    private static final class ShortBody implements BodySubscriber<Void> {

        private static final int MOST = 64 * 1024;

        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private Subscription upstream;
        private int received;

        @Override
        public CompletionStage<Void> getBody() {
            return end;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            upstream = subscription;
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            received += buffers.stream().mapToInt(ByteBuffer::remaining).sum();
            if (received > MOST) {
                upstream.cancel();
                end.complete(null);
            }
        }

        @Override
        public void onError(Throwable failure) {
            end.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            end.complete(null);
        }
    }

    private static Answer none(String words) {
        return new Answer(0, words, Optional.empty());
    }
}
