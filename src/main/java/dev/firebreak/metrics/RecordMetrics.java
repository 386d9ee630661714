package dev.firebreak.metrics;

import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Severity;
import dev.firebreak.metrics.RecordFigures.Figures;
import dev.firebreak.metrics.RecordFigures.Queue;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The figures of the record as gauges. A figure is NaN while the database does not answer: nobody takes silence for
 * peace.
 */
@Component
class RecordMetrics implements MeterBinder {

    /** The shares of first pages that are given: half, 99 % and all of them. */
    private static final List<Double> SHARES = List.of(0.5, 0.99, 1.0);

    private final RecordFigures figures;

    RecordMetrics(RecordFigures figures) {
        this.figures = figures;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        var severities = Stream.concat(
                        Arrays.stream(Severity.values()).map(Severity::name), Stream.of(RecordFigures.NO_SEVERITY))
                .toList();
        for (var severity : severities) {
            for (var status : IncidentStatus.openNames()) {
                gauge("firebreak.incidents.open", now -> count(now.incidents(), severity, status))
                        .description("Open incidents")
                        .tags("severity", severity, "status", status.toLowerCase(Locale.ROOT))
                        .register(registry);
            }
        }
        for (var queue : Queue.values()) {
            var name = queue.name().toLowerCase(Locale.ROOT);
            gauge("firebreak.queue.depth", now -> now.waiting().getOrDefault(queue, 0L))
                    .description("Work that is due and waits")
                    .tags("queue", name)
                    .register(registry);
            gauge("firebreak.queue.oldest", now -> now.oldest().getOrDefault(queue, 0.0))
                    .description("How long the oldest work of a queue has been due")
                    .baseUnit("seconds")
                    .tags("queue", name)
                    .register(registry);
        }
        for (var severity : Severity.values()) {
            for (var share : SHARES) {
                gauge("firebreak.first.page", now -> quantile(now.firstPages().get(severity.name()), share))
                        .description("From the start of an incident to its first page, for incidents of the last hour")
                        .baseUnit("seconds")
                        .tags("severity", severity.name(), "share", String.valueOf(share))
                        .register(registry);
            }
        }
        gauge("firebreak.effects.frozen", now -> now.frozen() ? 1 : 0)
                .description("1 while somebody has frozen all effects")
                .register(registry);
    }

    private Gauge.Builder<RecordFigures> gauge(String name, ToDoubleFunction<Figures> figure) {
        return Gauge.builder(name, figures, source -> {
            var now = source.now();
            return now.isKnown() ? figure.applyAsDouble(now) : Double.NaN;
        });
    }

    private static double count(Map<String, Map<String, Long>> incidents, String severity, String status) {
        return incidents.getOrDefault(severity, Map.of()).getOrDefault(status, 0L);
    }

    /** The nearest rank of a sorted list; NaN without values. */
    static double quantile(List<Double> sorted, double share) {
        return sorted == null || sorted.isEmpty()
                ? Double.NaN
                : sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }
}
