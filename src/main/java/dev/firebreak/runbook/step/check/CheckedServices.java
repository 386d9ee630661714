package dev.firebreak.runbook.step.check;

import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.Service;
import dev.firebreak.catalog.Target;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** The services of a target and what they need, by the catalogue: the only addresses that checks ask. */
@Component
class CheckedServices {

    /** Host and port of an address such as {@code jdbc:postgresql://db:5432/shop} or {@code redis://cache:6379}. */
    private static final Pattern PLACE =
            Pattern.compile("://(?:[^/@]*@)?(\\[[0-9a-fA-F:]+]|[A-Za-z0-9._-]+):(\\d{1,5})");

    private final CurrentCatalog catalog;

    CheckedServices(CurrentCatalog catalog) {
        this.catalog = catalog;
    }

    /** The services that the target carries, in the order of the catalogue. */
    List<Service> of(Target target) {
        return catalog.current().services().values().stream()
                .filter(service -> target.name().equals(service.target()))
                .toList();
    }

    /** What the services of the target need, each once. */
    List<Service> neededBy(Target target) {
        return of(target).stream()
                .flatMap(service -> service.dependsOn().stream())
                .distinct()
                .flatMap(name -> catalog.current().service(name).stream())
                .toList();
    }

    /**
     * Where the service can be asked: its health address, else host and port of its database or cache, never those of
     * SSH to its machine; empty if neither is known.
     */
    Optional<URI> address(Service service) {
        return service.health() != null && !service.health().isBlank()
                ? Optional.of(URI.create(service.health()))
                : catalog.current().target(service.target()).flatMap(CheckedServices::place);
    }

    private static Optional<URI> place(Target target) {
        var url = target.settings().getOrDefault("url", "");
        var place = PLACE.matcher(url);
        return !url.startsWith("ssh:") && place.find()
                ? Optional.of(URI.create("tcp://" + place.group(1) + ":" + place.group(2)))
                : Optional.empty();
    }

    /** The name of the service's container; empty if the catalogue names none. */
    Optional<String> container(Service service) {
        return catalog.current()
                .target(service.target())
                .map(target -> target.settings().get("container"));
    }
}
