package dev.firebreak.runbook.step.docker;

import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.Service;
import dev.firebreak.catalog.Target;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.Effect;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.RunbookReading;
import dev.firebreak.runbook.RunbookStep;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Names the targets whose services depend directly on a target, one after the other by name, so that a diagram can act
 * on one at a time, with an approval and a health check of its own.
 */
@RunbookStep(
        topic = "docker.next-dependant",
        title = "Next dependant",
        description =
                "Names the next target with a container whose service depends directly on this one. Sets dependant,"
                        + " which is empty after the last.",
        effect = Effect.READ)
class NextDependant implements RunbookReading<NextDependant.Order> {

    static final ProcessVariable<String> DEPENDANT = ProcessVariable.text("dependant");

    private final CurrentCatalog catalog;

    NextDependant(CurrentCatalog catalog) {
        this.catalog = catalog;
    }

    record Order(
            @ParameterDescription("The dependant before; empty for the first.") @DefaultValue("")
            String after) {}

    /** Without a look there is no next one. */
    @Override
    public Map<String, Object> unread() {
        return Map.of(DEPENDANT.name(), "");
    }

    @Override
    public Finding read(Order order, Target target) {
        var all = dependants(target);
        var next = all.higher(order.after() == null ? "" : order.after());
        return Finding.of(
                        next == null
                                ? "No " + (all.isEmpty() ? "" : "other ") + "application depends on " + target.name()
                                : "Next, " + (all.headSet(next).size() + 1) + " of " + all.size() + " that depend on "
                                        + target.name() + ": " + next)
                .with(DEPENDANT, next == null ? "" : next);
    }

    private TreeSet<String> dependants(Target target) {
        var now = catalog.current();
        var services = now.services().values();
        var here = services.stream()
                .filter(service -> target.name().equals(service.target()))
                .map(Service::name)
                .collect(Collectors.toSet());
        return services.stream()
                .filter(service -> service.dependsOn().stream().anyMatch(here::contains))
                .map(Service::target)
                .filter(Objects::nonNull)
                .filter(name -> !name.equals(target.name()))
                .filter(name -> now.target(name)
                        .filter(it -> it.settings().containsKey("container"))
                        .isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
