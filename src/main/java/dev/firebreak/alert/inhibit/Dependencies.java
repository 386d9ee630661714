package dev.firebreak.alert.inhibit;

import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.Service;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What a service needs, directly or through others, as the catalogue says. */
@Component
class Dependencies {

    private final CurrentCatalog catalog;

    Dependencies(CurrentCatalog catalog) {
        this.catalog = catalog;
    }

    /** By name, over how many steps; the nearest first. Services that need each other are no trouble. */
    Map<String, Integer> of(String service) {
        var now = catalog.current();
        var steps = new LinkedHashMap<String, Integer>();
        var next = new ArrayDeque<>(List.of(service));
        steps.put(service, 0);
        while (!next.isEmpty()) {
            var name = next.remove();
            for (var needed : now.service(name).map(Service::dependsOn).orElse(List.of())) {
                if (steps.putIfAbsent(needed, steps.get(name) + 1) == null) {
                    next.add(needed);
                }
            }
        }
        steps.remove(service);
        return steps;
    }
}
