package dev.firebreak.runbook.step.forensics;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.docker.engine.ContainerName;
import dev.firebreak.runbook.step.docker.namespace.NetworkNamespaces;
import dev.firebreak.runbook.step.firewall.stack.Addresses;
import dev.firebreak.runbook.step.firewall.stack.OwnWay;
import dev.firebreak.runbook.step.host.command.CommandResult;
import dev.firebreak.runbook.step.host.command.Host;
import dev.firebreak.runbook.step.host.command.HostUnreachable;
import dev.firebreak.runbook.step.host.command.Hosts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Open TCP sessions of a target whose other side is neither itself, nor a management address, nor Firebreak. */
@Component
class ForeignSessions {

    static final List<String> LIST = List.of("cat", "/proc/net/tcp", "/proc/net/tcp6");

    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final Hosts hosts;
    private final NetworkNamespaces namespaces;

    ForeignSessions(Hosts hosts, NetworkNamespaces namespaces) {
        this.hosts = hosts;
        this.namespaces = namespaces;
    }

    List<TcpSession> of(Target target) throws InterruptedException {
        if (target.kind().equals("host")) {
            try (var host = hosts.open(target)) {
                return on(host, target);
            }
        }
        var name = ContainerName.of(target).value();
        var container = namespaces.named(name);
        return container.isPresent() && container.get().running()
                ? inContainer(container.get().id(), target)
                : List.of();
    }

    List<TcpSession> on(Host host, Target target) throws InterruptedException {
        return among(host.run(ANSWER, LIST), target, Optional.of(OwnWay.of(host)));
    }

    List<TcpSession> inContainer(String id, Target target) throws InterruptedException {
        return among(namespaces.run(id, LIST, ANSWER), target, Optional.empty());
    }

    /** A kernel without IPv6 has no {@code tcp6}: {@code cat} then fails, but the rest counts. */
    private static List<TcpSession> among(CommandResult lists, Target target, Optional<OwnWay> way) {
        if (!lists.output().contains("local_address")) {
            throw new HostUnreachable(
                    target.name() + ": the open sessions can't be read (" + lists.failure() + ")", null);
        }
        var management = Addresses.managementOf(target);
        return TcpSession.in(lists.output()).stream()
                .filter(session -> !session.peer().isLoopbackAddress())
                .filter(session -> management.stream().noneMatch(network -> network.contains(session.peer())))
                .filter(session -> way.stream()
                        .noneMatch(own ->
                                own.port() == session.local() && own.from().equals(session.peer())))
                .toList();
    }
}
