package dev.firebreak.runbook.step.docker;

import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.Service;
import dev.firebreak.catalog.Target;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The blast radius of a target: the services that depend on it, from the catalogue. */
@Component
class Dependants {

    private final CurrentCatalog catalog;

    Dependants(CurrentCatalog catalog) {
        this.catalog = catalog;
    }

    /** Services that depend on the target's services, directly or through others. */
    List<String> of(Target target) {
        var services = catalog.current().services().values();
        var hit = services.stream()
                .filter(service -> target.name().equals(service.target()))
                .map(Service::name)
                .collect(Collectors.toSet());
        var found = new TreeSet<String>();
        for (var next = dependOn(services, hit); found.addAll(next); next = dependOn(services, found)) {
            // Each round adds the services that depend on those found so far.
        }
        found.removeAll(hit);
        return List.copyOf(found);
    }

    private static Set<String> dependOn(Collection<Service> services, Set<String> names) {
        return services.stream()
                .filter(service -> service.dependsOn().stream().anyMatch(names::contains))
                .map(Service::name)
                .collect(Collectors.toSet());
    }
}
