package dev.firebreak.runbook.step.http;

import static java.util.stream.Collectors.joining;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Service;
import dev.firebreak.catalog.Target;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.Effect;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.RunbookReading;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.http.Health.State;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
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

    private final Catalog catalog;
    private final ServiceHealth health;

    CheckHealth(Catalog catalog, ServiceHealth health) {
        this.catalog = catalog;
        this.health = health;
    }

    @Override
    public Finding read(Order order, Target target) throws InterruptedException {
        var all = health.of(chosen(order));
        var bad = all.stream().filter(Health::isBad).toList();
        var unknown = all.stream().filter(it -> it.state() == State.UNKNOWN).count();
        return Finding.of(summary(all, bad, unknown))
                .withDetails(table(all))
                .with(SERVICES_UNHEALTHY, (long) bad.size())
                .with(SERVICES_UNKNOWN, unknown);
    }

    @Override
    public Map<String, Object> unread() {
        return Map.of(SERVICES_UNKNOWN.name(), (long) catalog.services().size());
    }

    private Collection<Service> chosen(Order order) {
        if (order.services() == null || order.services().isBlank()) {
            return catalog.services().values();
        }
        return Arrays.stream(order.services().split(","))
                .map(String::strip)
                .map(name -> catalog.service(name)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "Service \"" + name + "\" is not in the catalogue. Correct the parameter services.")))
                .toList();
    }

    private static String summary(List<Health> all, List<Health> bad, long unknown) {
        var well = all.size() - bad.size() - unknown;
        var words = well + " of " + all.size() + " services are well";
        if (!bad.isEmpty()) {
            words += "; "
                    + bad.stream().map(it -> it.service() + " " + it.state()).collect(joining(", "));
        }
        return unknown == 0 ? words : words + "; " + unknown + " unknown";
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
