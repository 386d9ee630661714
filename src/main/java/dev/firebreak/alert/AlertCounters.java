package dev.firebreak.alert;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Counts the alerts that this node has applied, by source (which has a token, so there are few) and outcome. */
@Component
public class AlertCounters {

    private record Key(String source, String outcome) {}

    private final MeterRegistry meters;
    private final Map<Key, Counter> counters = new ConcurrentHashMap<>();

    AlertCounters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Counts each alert of a result once. */
    public void add(String source, IngestResult result) {
        add(source, "opened", result.opened());
        add(source, "joined", result.attached());
        add(source, "repeated", result.duplicates());
        add(source, "resolved", result.resolved());
        add(source, "held", result.suppressed());
    }

    private void add(String source, String outcome, int alerts) {
        if (alerts > 0) {
            counters.computeIfAbsent(new Key(source, outcome), this::counter).increment(alerts);
        }
    }

    private Counter counter(Key key) {
        return Counter.builder("firebreak.alerts")
                .description("Alerts that this node has applied")
                .tags("source", key.source(), "outcome", key.outcome())
                .register(meters);
    }
}
