package dev.firebreak.runbook.step.http;

import static java.util.stream.Collectors.joining;

import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.Service;
import dev.firebreak.catalog.Target;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.Effect;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.RunbookReading;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.http.Health.State;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Checks the health of services of the catalogue. */
@RunbookStep(
        topic = "service.check-health",
        title = "Check health",
        description =
                "HEALTHY, RUNNING, UNHEALTHY or DOWN for services of the catalogue, by container and health address.",
        effect = Effect.READ,
        onTarget = false)
class CheckHealth implements RunbookReading<CheckHealth.Order> {

    /**
     * Parameters.
     *
     * @param services names separated by commas; empty for all
     */
    record Order(@DefaultValue("") String services) {}

    static final ProcessVariable<Long> SERVICES_UNHEALTHY = ProcessVariable.number("servicesUnhealthy");
    static final ProcessVariable<Long> SERVICES_UNKNOWN = ProcessVariable.number("servicesUnknown");

    /** What forms show of the check, in the words of the timeline and with its time. */
    static final ProcessVariable<String> SERVICES_SEEN = ProcessVariable.text("servicesSeen");

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final CurrentCatalog catalog;
    private final ServiceHealth health;
    private final Clock clock;

    CheckHealth(CurrentCatalog catalog, ServiceHealth health, Clock clock) {
        this.catalog = catalog;
        this.health = health;
        this.clock = clock;
    }

    @Override
    public Finding read(Order order, Target target) throws InterruptedException {
        var all = health.of(chosen(order));
        var bad = all.stream().filter(Health::isBad).toList();
        var unknown = all.stream().filter(it -> it.state() == State.UNKNOWN).count();
        var seen = summary(all, bad, unknown);
        return Finding.of(seen)
                .withDetails(table(all))
                .with(SERVICES_SEEN, seen + " (checked at " + CLOCK.format(clock.instant()) + ")")
                .with(SERVICES_UNHEALTHY, (long) bad.size())
                .with(SERVICES_UNKNOWN, unknown);
    }

    @Override
    public Map<String, Object> unread() {
        return Map.of(
                SERVICES_UNKNOWN.name(),
                (long) catalog.current().services().size(),
                SERVICES_SEEN.name(),
                "not checked");
    }

    private Collection<Service> chosen(Order order) {
        if (order.services() == null || order.services().isBlank()) {
            return catalog.current().services().values();
        }
        return Arrays.stream(order.services().split(","))
                .map(String::strip)
                .map(name -> catalog.current()
                        .service(name)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "Service \"" + name + "\" is not in the catalogue. Correct the parameter services.")))
                .toList();
    }

    /** The figure is what is known to be bad: a service that can't be seen from here may be well. */
    private static String summary(List<Health> all, List<Health> bad, long unknown) {
        var words = bad.size() + " of " + all.size() + " services unhealthy";
        if (!bad.isEmpty()) {
            words += ": "
                    + bad.stream().map(it -> it.service() + " " + it.state()).collect(joining(", "));
        }
        return unknown == 0 ? words : words + "; " + unknown + " can't be told from here";
    }

    static String table(List<Health> all) {
        return "| service | state | by |\n|---|---|---|\n"
                + all.stream()
                        .map(it -> "| " + it.service() + " | " + it.state() + " | "
                                + it.why().replace("|", "\\|") + " |")
                        .collect(joining("\n"))
                + "\n";
    }
}
