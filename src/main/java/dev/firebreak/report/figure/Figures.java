package dev.firebreak.report.figure;

import dev.firebreak.incident.Severity;
import dev.firebreak.report.figure.MonthFigures.Alerts;
import dev.firebreak.report.figure.MonthFigures.Cause;
import dev.firebreak.report.figure.MonthFigures.Sla;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Computes the figures of a month. The definitions are in {@code src/docs/figures.md}. */
public final class Figures {

    private static final String NO_SEVERITY = "none";
    private static final int CAUSES = 5;

    private Figures() {}

    /** When a month begins, in UTC. */
    public static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /**
     * Computes them.
     *
     * @param incidents those of the month, and those of the days before it in which a repeat looks for an earlier one
     * @param now deadlines before it are over
     */
    public static MonthFigures of(
            YearMonth month, List<CountedIncident> incidents, RepeatedIncidents repeats, Instant now) {
        var from = start(month);
        var all = incidents.stream()
                .filter(it -> !it.openedAt().isBefore(from) && it.openedAt().isBefore(start(month.plusMonths(1))))
                .toList();
        var counted = all.stream().filter(it -> !it.isCancelled()).toList();
        var found =
                repeats.among(incidents.stream().filter(it -> !it.isCancelled()).toList(), counted);
        return new MonthFigures(
                month,
                counted.size(),
                bySeverity(counted),
                count(counted, CountedIncident::isCustomerImpacting),
                found.byCause().size(),
                found.byAlert().size(),
                found.either(),
                TimeFigure.of(counted, CountedIncident::firedAt, CountedIncident::openedAt),
                TimeFigure.of(counted, CountedIncident::openedAt, CountedIncident::acknowledgedAt),
                TimeFigure.of(counted, CountedIncident::openedAt, CountedIncident::mitigatedAt),
                TimeFigure.of(counted, CountedIncident::openedAt, CountedIncident::resolvedAt),
                alerts(all, counted),
                slas(counted, now),
                causes(counted),
                0,
                0);
    }

    private static Map<String, Integer> bySeverity(List<CountedIncident> counted) {
        var counts = new LinkedHashMap<String, Integer>();
        for (var severity : Severity.values()) {
            counts.put(severity.name(), count(counted, it -> it.severity() == severity));
        }
        counts.put(NO_SEVERITY, count(counted, it -> it.severity() == null));
        return counts;
    }

    private static Alerts alerts(List<CountedIncident> all, List<CountedIncident> counted) {
        var alerting = counted.stream().filter(it -> it.alerts() > 0).toList();
        var alerts = alerting.stream().mapToInt(CountedIncident::alerts).sum();
        return new Alerts(
                alerts,
                alerting.isEmpty() ? null : Math.round(10.0 * alerts / alerting.size()) / 10.0,
                all.stream().mapToInt(CountedIncident::pages).sum(),
                all.stream()
                        .filter(CountedIncident::isNoise)
                        .mapToInt(CountedIncident::pages)
                        .sum());
    }

    private static List<Sla> slas(List<CountedIncident> counted, Instant now) {
        return Stream.of(Severity.values())
                .map(severity -> sla(
                        severity,
                        counted.stream()
                                .filter(it -> it.severity() == severity && it.respondBy() != null)
                                .toList(),
                        now))
                .toList();
    }

    private static Sla sla(Severity severity, List<CountedIncident> promised, Instant now) {
        var met = count(
                promised,
                it -> it.acknowledgedAt() != null && !it.acknowledgedAt().isAfter(it.respondBy()));
        var missed = count(
                promised,
                it -> it.acknowledgedAt() == null
                        ? it.respondBy().isBefore(now)
                        : it.acknowledgedAt().isAfter(it.respondBy()));
        return new Sla(severity.name(), met, missed);
    }

    private static List<Cause> causes(List<CountedIncident> counted) {
        return counted.stream()
                .map(CountedIncident::cause)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.summingInt(it -> 1)))
                .entrySet()
                .stream()
                .map(it -> new Cause(it.getKey(), it.getValue()))
                .sorted(Comparator.comparing((Cause it) -> -it.incidents()).thenComparing(Cause::cause))
                .limit(CAUSES)
                .toList();
    }

    private static int count(List<CountedIncident> incidents, Predicate<CountedIncident> condition) {
        return (int) incidents.stream().filter(condition).count();
    }
}
