package dev.firebreak.runbook.step.host;

import static java.util.stream.Collectors.joining;

import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.Target;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.Effect;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.RunbookReading;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.TimeLimit;
import dev.firebreak.runbook.step.docker.engine.Container;
import dev.firebreak.runbook.step.docker.engine.Containers;
import dev.firebreak.runbook.step.http.Health;
import dev.firebreak.runbook.step.http.ServiceHealth;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Captures the state of machine, containers and services when an incident begins (guarantees.md A036). Each section has
 * its own timeout; a section that fails becomes one sentence and does not delay the response.
 */
@RunbookStep(
        topic = "host.capture-state",
        title = "Capture state",
        description = "Containers, disks, memory, load and service health, kept as evidence. Changes nothing.",
        effect = Effect.READ,
        onTarget = false)
class CaptureState implements RunbookReading<CaptureState.Order> {

    record Order() {}

    static final ProcessVariable<Boolean> STATE_CAPTURED = ProcessVariable.flag("stateCaptured");

    private static final Duration SECTION = Duration.ofSeconds(15);

    private final Containers containers;
    private final Machine machine;
    private final CurrentCatalog catalog;
    private final ServiceHealth health;
    private final TimeLimit limit;
    private final Clock clock;

    CaptureState(
            Containers containers,
            Machine machine,
            CurrentCatalog catalog,
            ServiceHealth health,
            TimeLimit limit,
            Clock clock) {
        this.containers = containers;
        this.machine = machine;
        this.catalog = catalog;
        this.health = health;
        this.limit = limit;
        this.clock = clock;
    }

    @Override
    public Map<String, Object> unread() {
        return Map.of(STATE_CAPTURED.name(), false);
    }

    @Override
    public Finding read(Order order, Target target) throws InterruptedException {
        var missing = new ArrayList<String>();
        var text = "State at " + clock.instant() + "\n"
                + section("containers", missing, this::containers)
                + section("disk", missing, machine::disks)
                + section("memory", missing, machine::memory)
                + section("load", missing, machine::load)
                + section("services", missing, this::services);
        return Finding.of(summary(missing))
                .withDetails(missing.isEmpty() ? null : String.join("\n", missing))
                .with(STATE_CAPTURED, missing.isEmpty())
                .attach("state.txt", "text/plain", text);
    }

    @Override
    public Duration timeLimit() {
        return SECTION.multipliedBy(6);
    }

    private String section(String name, List<String> missing, Callable<String> look) throws InterruptedException {
        return "\n== " + name + "\n" + seen(name, missing, look);
    }

    private String seen(String name, List<String> missing, Callable<String> look) throws InterruptedException {
        try {
            return limit.within(SECTION, look);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            var why = name + ": " + (e.getMessage() == null ? e.toString() : e.getMessage());
            missing.add(why);
            return why + "\n";
        }
    }

    /** Without arguments and environment, which may hold secrets. */
    private String containers() {
        var header = "%-40s %-40s %-10s %-10s %s%n".formatted("name", "image", "state", "health", "id");
        return header + containers.all().stream().map(CaptureState::line).collect(joining());
    }

    private static String line(Container it) {
        return "%-40s %-40s %-10s %-10s %s%n".formatted(it.name(), it.image(), it.state(), it.health(), it.id());
    }

    private String services() throws InterruptedException {
        return health.of(catalog.current().services().values()).stream()
                .map(CaptureState::line)
                .collect(joining());
    }

    private static String line(Health it) {
        return "%-40s %-10s %s%n".formatted(it.service(), it.state(), it.why());
    }

    private static String summary(List<String> missing) {
        if (missing.isEmpty()) {
            return "containers, disk, memory, load and services captured";
        }
        var names = missing.stream().map(it -> it.substring(0, it.indexOf(':'))).collect(joining(", "));
        return "captured without " + names;
    }
}
