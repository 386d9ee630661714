package dev.firebreak.access.source;

import dev.firebreak.access.SenderRefused;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Counts rejections of alert senders in memory, so that an Alertmanager with a wrong token is noticed. Because anyone
 * can cause rejections, memory, log lines and events are bounded: they don't grow with the number of requests,
 * addresses or names.
 */
@Component
public class RejectedSenders {

    /** The name for all senders that match no existing source. */
    static final String UNKNOWN = "unknown sender";

    static final int TIMES = 3;
    static final Duration WITHIN = Duration.ofMinutes(5);

    private static final Logger log = LoggerFactory.getLogger(RejectedSenders.class);

    private final SourceTokens tokens;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Map<String, DenialCounter> bySource = new ConcurrentHashMap<>();

    RejectedSenders(SourceTokens tokens, ApplicationEventPublisher events, Clock clock) {
        this.tokens = tokens;
        this.events = events;
        this.clock = clock;
    }

    /** Counts one rejection of a request that showed this token, or none, in its body. */
    public void addFromBody(Optional<String> token, String remote) {
        add(token.map(it -> new SourceCredentials(null, it)), remote);
    }

    /** Counts one rejection, logs the first and publishes repeated ones. */
    void add(Optional<SourceCredentials> credentials, String remote) {
        var source = credentials.flatMap(tokens::likelySource).orElse(UNKNOWN);
        var rejections = bySource.computeIfAbsent(source, s -> new DenialCounter(TIMES, WITHIN));
        switch (rejections.add(remote, clock.instant())) {
            case FIRST -> log.warn("Alerts rejected: {} from {} sent no valid token", source, remote);
            case MANY -> publish(source, rejections.from());
            case NOTHING_NEW -> {}
        }
    }

    private void publish(String source, String remotes) {
        log.warn("Alerts rejected repeatedly: {} from {} sent no valid token", source, remotes);
        events.publishEvent(new SenderRefused(source, remotes, TIMES, WITHIN));
    }
}
