package dev.firebreak.runbook.step.firewall;

import dev.firebreak.catalog.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The hosts whose network Firebreak itself needs: the one that it runs on, and that of its database (guarantees.md F10).
 * An isolated host answers only what the rules name.
 */
@Component
class OwnLifelines {

    private static final Pattern SERVERS = Pattern.compile("[a-z0-9:]*://(?:[^@/]*@)?([^/?]+).*");

    private final Set<String> database;
    private final String machine;

    @Autowired
    OwnLifelines(@Value("${spring.datasource.url:}") String database) {
        this(database, ownMachine());
    }

    OwnLifelines(String database, String machine) {
        this.database = hosts(database);
        this.machine = machine;
    }

    /** Why the network of the target must not be cut; empty if it may. */
    Optional<String> on(Target target) {
        if (!target.kind().equals("host")) {
            return Optional.empty();
        }
        var here = hosts(target.settings().getOrDefault("url", ""));
        return database.stream()
                .filter(server -> here.contains(server) || here.stream().anyMatch(it -> isSame(it, server)))
                .findFirst()
                .map(server -> target.name() + " is the host of Firebreak's own database (" + server
                        + "), without which Firebreak can do nothing. Isolate it by hand.");
    }

    /** Whether Firebreak runs on this machine; a container usually has no id of its machine. */
    boolean isOurs(String stack) {
        return !machine.isEmpty() && stack.equals("machine-id:" + machine);
    }

    /** A database may name several servers. */
    private static Set<String> hosts(String url) {
        var servers = SERVERS.matcher(url);
        return servers.matches()
                ? Arrays.stream(servers.group(1).split(","))
                        .map(server -> server.replaceFirst(":\\d+$", ""))
                        .collect(Collectors.toSet())
                : Set.of();
    }

    private static boolean isSame(String one, String other) {
        var both = addresses(one);
        both.retainAll(addresses(other));
        return !both.isEmpty();
    }

    private static Set<InetAddress> addresses(String host) {
        try {
            return new HashSet<>(Arrays.asList(InetAddress.getAllByName(host)));
        } catch (UnknownHostException e) {
            return new HashSet<>();
        }
    }

    private static String ownMachine() {
        try {
            return Files.readString(Path.of("/etc/machine-id")).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
