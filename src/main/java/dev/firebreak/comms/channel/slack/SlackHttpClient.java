package dev.firebreak.comms.channel.slack;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts to webhooks: 3 s to connect, a time limit for the whole response, 64 KiB of it, no redirects (guarantees.md G6,
 * H11).
 */
class SlackHttpClient {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final int MOST = 64 * 1024;

    private final Duration timeout;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

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
        return SlackResponse.of(awaited(client.sendAsync(request, head -> new LimitedBody(MOST))));
    }

    private HttpResponse<String> awaited(CompletableFuture<HttpResponse<String>> exchange) {
        try {
            return exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new SlackUnavailable(
                    "Slack can't be reached: " + failed.getCause().getClass().getSimpleName());
        } catch (TimeoutException late) {
            throw new SlackUnavailable("Slack did not complete its answer within " + timeout.toMillis() + " ms");
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            throw new SlackUnavailable("interrupted while waiting for Slack");
        } finally {
            exchange.cancel(true);
        }
    }
}
