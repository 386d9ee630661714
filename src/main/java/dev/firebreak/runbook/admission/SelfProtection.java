package dev.firebreak.runbook.admission;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.OwnContainer;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Refuses steps on what Firebreak itself runs on: its database and its container (guarantees.md F10). */
@Component
class SelfProtection {

    private static final Pattern SERVER = Pattern.compile("jdbc:postgresql://([^/?]+)");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final CurrentCatalog catalog;
    private final String server;
    private final String container;
    private volatile OwnTargets known;

    /** The targets of one catalogue that are Firebreak's own. */
    private record OwnTargets(Catalog of, Set<String> names) {}

    @Autowired
    SelfProtection(CurrentCatalog catalog, @Value("${spring.datasource.url:}") String database) {
        this(catalog, database, OwnContainer.here().id().orElse(null));
    }

    SelfProtection(CurrentCatalog catalog, String database, String container) {
        this.catalog = catalog;
        this.server = server(database);
        this.container = container;
    }

    /** Why no step may touch the target; empty if steps may. */
    Optional<String> refusal(Target target) {
        return ownTargets().contains(target.name())
                ? Optional.of("Target " + target.name() + " is Firebreak's own database: no step may touch it.")
                : Optional.empty();
    }

    /** Why no step may touch these exact ids; empty if steps may. */
    Optional<String> refusal(Collection<String> resources) {
        return container != null && resources.contains(container)
                ? Optional.of("This container runs Firebreak itself: no step may touch it.")
                : Optional.empty();
    }

    private Set<String> ownTargets() {
        var current = catalog.current();
        var own = known;
        if (own == null || own.of() != current) {
            own = new OwnTargets(current, ownTargets(current));
            known = own;
        }
        return own.names();
    }

    private Set<String> ownTargets(Catalog current) {
        var same = current.targets().values().stream()
                .filter(target -> !server.isEmpty() && server.equals(server(setting(target, "url"))))
                .toList();
        var containers =
                same.stream().map(target -> setting(target, "container")).collect(Collectors.toSet());
        return current.targets().values().stream()
                .filter(target -> same.contains(target) || inside(target, containers))
                .map(Target::name)
                .collect(Collectors.toSet());
    }

    private static boolean inside(Target target, Set<String> containers) {
        var name = setting(target, "container");
        return !name.isEmpty() && containers.contains(name);
    }

    private static String setting(Target target, String name) {
        return target.settings().getOrDefault(name, "");
    }

    private static String server(String url) {
        var match = SERVER.matcher(url);
        if (!match.find()) {
            return "";
        }
        var address = match.group(1);
        var colon = address.lastIndexOf(':');
        var hasPort = colon > address.lastIndexOf(']');
        var host = hasPort ? address.substring(0, colon) : address;
        return (LOOPBACK.contains(host) ? "localhost" : host) + ":" + (hasPort ? address.substring(colon + 1) : "5432");
    }
}
