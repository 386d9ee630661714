package dev.firebreak.runbook.step.firewall;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.OwnContainer;
import dev.firebreak.runbook.step.firewall.stack.NetworkStack;
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
 * An isolated host answers only what the rules name. Where Firebreak can't see which host is its own, people name it in
 * {@code firebreak.own-hosts}.
 */
@Component
class OwnLifelines {

    private static final Pattern SERVERS = Pattern.compile("[a-z0-9:]*://(?:[^@/]*@)?([^/?]+).*");

    private static final String SETTING = "firebreak.own-hosts";

    private final Set<String> database;
    private final String machine;
    private final OwnContainer container;
    private final Set<String> ownHosts;

    @Autowired
    OwnLifelines(
            @Value("${spring.datasource.url:}") String database, @Value("${" + SETTING + ":}") Set<String> ownHosts) {
        this(database, ownMachine(), OwnContainer.here(), ownHosts);
    }

    /** @param ownHosts the names of targets that are Firebreak's own, {@code none}, or nothing if nobody has said */
    OwnLifelines(String database, String machine, OwnContainer container, Set<String> ownHosts) {
        this.database = hosts(database);
        this.machine = machine;
        this.container = container;
        this.ownHosts = ownHosts;
    }

    /** Why the network of the target must not be cut; empty if it may. */
    Optional<String> on(Target target) {
        if (!target.kind().equals("host")) {
            return Optional.empty();
        }
        if (ownHosts.contains(target.name())) {
            return Optional.of(target.name() + " is named in " + SETTING + ": Firebreak needs it. Isolate it by hand.");
        }
        if (ownHosts.isEmpty() && !knowsItself()) {
            return Optional.of(
                    "Firebreak can't tell on which host it runs itself, so it isolates none. Name the targets"
                            + " that Firebreak and its database run on in " + SETTING + ", or say none.");
        }
        var here = hosts(target.settings().getOrDefault("url", ""));
        return database.stream()
                .filter(server -> here.contains(server) || here.stream().anyMatch(it -> isSame(it, server)))
                .findFirst()
                .map(server -> target.name() + " is the host of Firebreak's own database (" + server
                        + "), without which Firebreak can do nothing. Isolate it by hand.");
    }

    /** Whether Firebreak runs there, or may do so. A container usually has no id of its machine, or another one. */
    boolean isOurs(NetworkStack stack) throws InterruptedException {
        if (!machine.isEmpty() && stack.id().equals("machine-id:" + machine)) {
            return true;
        }
        return container.id().isPresent() && stack.mayHold(container.id().get());
    }

    private boolean knowsItself() {
        return container.isOne() ? container.id().isPresent() : !machine.isEmpty();
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
