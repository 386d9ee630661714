package dev.firebreak.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Counts refusals of alert senders in memory, so that an Alertmanager with a wrong token does not stay unnoticed. */
@Component
class RefusedSenders {

    static final int TIMES = 3;
    static final Duration WITHIN = Duration.ofMinutes(5);

    /** More senders than this at once are a scan: the longest unseen is forgotten. */
    private static final int REMEMBERED = 1_000;

    private static final Logger log = LoggerFactory.getLogger(RefusedSenders.class);

    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Map<String, Deque<Instant>> refusals = new LinkedHashMap<>(16, 0.75f, true);

    RefusedSenders(ApplicationEventPublisher events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    void refused(String source, String remote) {
        log.warn("Alerts refused: source {} from {} showed no valid token", source, remote);
        if (isThird(source + " " + remote)) {
            events.publishEvent(new SenderRefused(source, remote, TIMES, WITHIN));
        }
    }

    private synchronized boolean isThird(String sender) {
        var now = clock.instant();
        var times = refusals.computeIfAbsent(sender, s -> new ArrayDeque<>());
        times.addLast(now);
        while (times.peekFirst().isBefore(now.minus(WITHIN))) {
            times.removeFirst();
        }
        forgetTheLongestUnseen();
        if (times.size() < TIMES) {
            return false;
        }
        times.clear();
        return true;
    }

    private void forgetTheLongestUnseen() {
        if (refusals.size() > REMEMBERED) {
            refusals.remove(refusals.keySet().iterator().next());
        }
    }
}
