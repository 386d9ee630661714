package dev.firebreak.web.client;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * An HTTP client for servers that may hang or answer for ever: 3 s to connect, a limit for the whole answer and not only
 * for its head, 64 KiB of its body, no redirects (guarantees.md G6, H11).
 */
public final class BoundedHttpClient {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final int MAX_BODY = 64 * 1024;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final long LONGEST_PAUSE = Duration.ofHours(1).toSeconds();

    private final int maxBody;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    public BoundedHttpClient() {
        this(MAX_BODY);
    }

    /** @param maxBody bytes of an answer; what follows is cut */
    public BoundedHttpClient(int maxBody) {
        this.maxBody = maxBody;
    }

    /**
     * An answer.
     *
     * @param body its start
     * @param pause how long the server wants to be left alone ({@code Retry-After} in seconds), an hour at most
     */
    public record Answer(int status, String body, Optional<Duration> pause) {

        private static Answer of(HttpResponse<String> response) {
            var pause = response.headers()
                    .firstValue("Retry-After")
                    .filter(seconds -> SECONDS.matcher(seconds).matches())
                    .map(seconds -> Duration.ofSeconds(Math.min(Long.parseLong(seconds), LONGEST_PAUSE)));
            return new Answer(response.statusCode(), response.body(), pause);
        }
    }

    /**
     * Sends a request and waits for the whole answer.
     *
     * @throws IOException if the server can't be reached or the connection breaks
     * @throws TimeoutException if the answer is not complete within the limit
     */
    public Answer send(HttpRequest request, Duration limit) throws IOException, TimeoutException, InterruptedException {
        var exchange = client.sendAsync(request, head -> new LimitedBody(maxBody));
        try {
            return Answer.of(exchange.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException cause ? cause : new IOException(failed.getCause());
        } finally {
            exchange.cancel(true);
        }
    }
}
