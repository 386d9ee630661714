package dev.firebreak.runbook.step.firewall.nftables;

import dev.firebreak.runbook.step.docker.namespace.ContainerNetwork;
import dev.firebreak.runbook.step.docker.namespace.NetworkNamespaces;
import dev.firebreak.runbook.step.firewall.stack.Isolation;
import dev.firebreak.runbook.step.firewall.stack.NetworkStack;
import dev.firebreak.runbook.step.firewall.stack.OwnWay;
import dev.firebreak.runbook.step.host.command.CommandResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The packet filter in the network namespace of one container. Firebreak reaches a container by the Docker Engine, whose
 * way no rule in there can cut, so the rules stay at once.
 */
final class ContainerStack implements NetworkStack {

    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final ContainerNetwork container;
    private final NetworkNamespaces namespaces;

    ContainerStack(ContainerNetwork container, NetworkNamespaces namespaces) {
        this.container = container;
        this.namespaces = namespaces;
    }

    @Override
    public String id() {
        return container.id();
    }

    @Override
    public Optional<OwnWay> ownWay() {
        return Optional.empty();
    }

    @Override
    public boolean mayHold(String other) {
        return other.equals(container.id());
    }

    @Override
    public Optional<String> obstacle() {
        if (!container.running()) {
            return Optional.of(container.name() + " does not run, so it has no network.");
        }
        if (!container.hasOwnNetwork()) {
            return Optional.of(container.name() + " has no network of its own (" + container.mode()
                    + "): isolate the host or the container whose network it uses.");
        }
        return namespaces.missing();
    }

    @Override
    public List<String> limits() {
        var limits = new ArrayList<>(List.of(
                "Everybody else is cut off from this container: users, its databases, containers of the same network.",
                "Sessions that are open stay open, those of an attacker, too. The next check names them.",
                "A restart of the container ends the isolation. Not covered are other containers, its host, and files"
                        + " that it shares with them."));
        if (!container.sharedBy().isEmpty()) {
            limits.add("These share its network and are isolated with it: " + String.join(", ", container.sharedBy())
                    + ".");
        }
        if (container.mayChangeRules()) {
            limits.add(
                    "It may change its own network (privileged, or NET_ADMIN): a program in it can remove the rules.");
        }
        return limits;
    }

    @Override
    public Isolation isolation() throws InterruptedException {
        if (!container.running() || !container.hasOwnNetwork()) {
            return Isolation.NONE; // its network went with its last process
        }
        var table = run(NftCommands.LIST);
        if (!table.succeeded() && !NftCommands.saysThatNoneIsThere(table.errors())) {
            throw new IllegalStateException(
                    container.name() + ": nft does not say its rules (" + table.failure() + ")");
        }
        return table.succeeded() ? Isolation.IN_FORCE : Isolation.NONE;
    }

    @Override
    public Optional<String> load(String rules, Duration revertAfter) throws InterruptedException {
        var loaded = run(NftCommands.load(rules));
        if (loaded.succeeded()) {
            return Optional.empty();
        }
        if (isolation() != Isolation.NONE) {
            remove();
        }
        return Optional.of("nft refused the rules, " + loaded.failure());
    }

    @Override
    public void confirm() {
        // Loaded rules stay: they can't cut Firebreak off.
    }

    @Override
    public void remove() throws InterruptedException {
        var removed = run(NftCommands.REMOVE);
        if (!removed.succeeded()) {
            throw new IllegalStateException(
                    container.name() + ": the rules could not be removed (" + removed.failure() + ")");
        }
    }

    private CommandResult run(List<String> command) throws InterruptedException {
        return namespaces.run(container.id(), command, ANSWER);
    }

    @Override
    public void close() {
        // Each command has a connection of its own.
    }
}
