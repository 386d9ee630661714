package dev.firebreak.runbook.step.firewall.nftables;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.docker.engine.ContainerName;
import dev.firebreak.runbook.step.docker.namespace.NetworkNamespaces;
import dev.firebreak.runbook.step.firewall.stack.NetworkStack;
import dev.firebreak.runbook.step.firewall.stack.NetworkStacks;
import dev.firebreak.runbook.step.host.command.Host;
import dev.firebreak.runbook.step.host.command.Hosts;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Of a target of kind {@code host}, the filter of the host; of any other, that of its container. */
@Component
public class NftStacks implements NetworkStacks {

    private final Hosts hosts;
    private final NetworkNamespaces namespaces;

    public NftStacks(Hosts hosts, NetworkNamespaces namespaces) {
        this.hosts = hosts;
        this.namespaces = namespaces;
    }

    @Override
    public boolean knows(Target target) {
        return target.kind().equals("host") || target.settings().containsKey("container");
    }

    @Override
    public Optional<NetworkStack> open(Target target) throws InterruptedException {
        if (target.kind().equals("host")) {
            return Optional.of(ofHost(target));
        }
        return namespaces.named(ContainerName.of(target).value()).map(it -> new ContainerStack(it, namespaces));
    }

    private NetworkStack ofHost(Target target) throws InterruptedException {
        Host host = hosts.open(target);
        try {
            return new HostStack(target.name(), host);
        } catch (RuntimeException | InterruptedException e) {
            host.close();
            throw e;
        }
    }
}
