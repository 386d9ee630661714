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
 * Counts refusals of alert senders in memory, so that an Alertmanager with a wrong token does not stay unnoticed. Anybody can
 * make himself refused: what is remembered, logged and told does not grow with how often, from where and under which name.
 */
@Component
public class RejectedSenders {

    /** Whoever seems to be none of the sources that there are. */
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

    void refused(Optional<SourceCredentials> claim, String remote) {
        var source = claim.flatMap(tokens::seeming).orElse(UNKNOWN);
        var refusals = bySource.computeIfAbsent(source, s -> new DenialCounter(TIMES, WITHIN));
        switch (refusals.add(remote, clock.instant())) {
            case FIRST -> log.warn("Alerts refused: {} from {} showed no valid token", source, remote);
            case MANY -> tell(source, refusals.from());
            case NOTHING_NEW -> {}
        }
    }

    private void tell(String source, String remotes) {
        log.warn("Alerts refused again and again: {} from {} showed no valid token", source, remotes);
        events.publishEvent(new SenderRefused(source, remotes, TIMES, WITHIN));
    }
}
