package dev.firebreak.comms.channel.http;

import dev.firebreak.comms.channel.DeliveryResult;
import dev.firebreak.comms.channel.DeliveryResult.Delivered;
import dev.firebreak.comms.channel.DeliveryResult.Refused;
import dev.firebreak.text.TimeText;
import dev.firebreak.web.client.BoundedHttpClient;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/**
 * Calls the server of a channel. 2xx is delivered; 408, 425, 429 and 5xx are worth a retry; everything else is final,
 * a redirect, too. {@code Retry-After} is obeyed for the destination that it was said of (guarantees.md G4, G6).
 */
public final class ChannelHttpClient {

    private static final Set<Integer> RETRYABLE = Set.of(408, 425, 429);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final String channel;
    private final Duration timeout;
    private final Clock clock;
    private final BoundedHttpClient client = new BoundedHttpClient();
    private final Map<String, Instant> pauses = new ConcurrentHashMap<>();

    /**
     * @param channel the name for results
     * @param timeout the limit for the whole answer
     */
    public ChannelHttpClient(String channel, Duration timeout, Clock clock) {
        this.channel = channel;
        this.timeout = timeout;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException that names the key if the limit for an answer makes no sense */
    public static void validateTimeout(Duration timeout, String key) {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(key + " must be more than 0 and at most 10s");
        }
    }

    /** @param destination whom a {@code Retry-After} is about, such as a topic */
    public DeliveryResult send(HttpRequest request, String destination) {
        requireNoPause(destination);
        ChannelAddress.requireAllowed(request.uri());
        var answer = answer(request);
        var status = answer.status();
        if (status >= 200 && status < 300) {
            return new Delivered(channel);
        }
        if (status >= 500 || RETRYABLE.contains(status)) {
            answer.pause()
                    .ifPresent(pause -> pauses.put(destination, clock.instant().plus(pause)));
            throw new ChannelUnavailable(channel + " answers " + status);
        }
        return new Refused(channel, channel + " answers " + status);
    }

    private BoundedHttpClient.Answer answer(HttpRequest request) {
        try {
            return client.send(request, timeout);
        } catch (IOException failed) {
            throw new ChannelUnavailable(
                    channel + " can't be reached: " + failed.getClass().getSimpleName());
        } catch (TimeoutException late) {
            throw new ChannelUnavailable(channel + " did not complete its answer within " + timeout.toMillis() + " ms");
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            throw new ChannelUnavailable("interrupted while waiting for " + channel);
        }
    }

    private void requireNoPause(String destination) {
        var until = pauses.getOrDefault(destination, Instant.MIN);
        if (clock.instant().isBefore(until)) {
            throw new ChannelUnavailable(channel + " accepts nothing before " + TimeText.of(until));
        }
        pauses.remove(destination, until);
    }
}
