package dev.firebreak.runbook.step.http;

import static dev.firebreak.database.DatabaseBulkhead.STEPS;

import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.Service;
import dev.firebreak.runbook.TimeLimit;
import dev.firebreak.runbook.step.check.AddressProbe;
import dev.firebreak.runbook.step.check.AddressReport;
import dev.firebreak.runbook.step.docker.engine.Container;
import dev.firebreak.runbook.step.docker.engine.Containers;
import dev.firebreak.runbook.step.http.Health.State;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Checks services of the catalogue by the container of their target and by their health address, as far as they have
 * them.
 */
@Component
public class ServiceHealth {

    private static final Duration LONGEST = Duration.ofSeconds(7);
    private static final Duration ENGINE = Duration.ofSeconds(5);

    private final ExecutorService threads = Executors.newCachedThreadPool(STEPS.daemons("health"));
    private final CurrentCatalog catalog;
    private final Containers containers;
    private final AddressProbe address;
    private final TimeLimit limit;

    ServiceHealth(CurrentCatalog catalog, Containers containers, AddressProbe address, TimeLimit limit) {
        this.catalog = catalog;
        this.containers = containers;
        this.address = address;
        this.limit = limit;
    }

    /** Results in the order of the services. If the Docker Engine does not answer, its services are UNKNOWN. */
    public List<Health> of(Collection<Service> services) throws InterruptedException {
        var found = containers();
        var checks = services.stream()
                .map(service -> (Callable<Health>) () -> of(service, found))
                .toList();
        var all = threads.invokeAll(checks, LONGEST.toMillis(), TimeUnit.MILLISECONDS)
                .iterator();
        var results = new ArrayList<Health>();
        for (var service : services) {
            results.add(result(service, all.next()));
        }
        return results;
    }

    private static Health result(Service service, Future<Health> check) throws InterruptedException {
        try {
            return check.get();
        } catch (CancellationException e) {
            return new Health(service.name(), State.UNKNOWN, "no answer within " + LONGEST.toSeconds() + " s");
        } catch (ExecutionException e) {
            return new Health(service.name(), State.UNKNOWN, e.getCause().toString());
        }
    }

    private Health of(Service service, ContainerList found) throws InterruptedException {
        var container = containerOf(service);
        var byContainer = container == null ? null : byContainer(service, container, found);
        var byAddress = service.health() == null || service.health().isBlank() ? null : byAddress(service);
        if (byContainer == null && byAddress == null) {
            return new Health(
                    service.name(), State.UNKNOWN, "the catalogue names neither a container nor a health address");
        }
        return byContainer == null ? byAddress : byAddress == null ? byContainer : byContainer.worse(byAddress);
    }

    private Health byContainer(Service service, String name, ContainerList found) {
        if (found.failure != null) {
            return new Health(service.name(), State.UNKNOWN, found.failure);
        }
        var container = found.byName.get(name);
        if (container == null) {
            return new Health(service.name(), State.DOWN, "there is no container " + name);
        }
        return new Health(service.name(), state(container), "container " + container.status());
    }

    private Health byAddress(Service service) throws InterruptedException {
        var report = address.look(URI.create(service.health()));
        return new Health(service.name(), state(report), report.outcome());
    }

    /** Without a name or a route the service may be well: it just can't be seen from here. */
    private static State state(AddressReport report) {
        if (report.failure() != null) {
            return report.isOutOfSight() ? State.UNKNOWN : State.DOWN;
        }
        return report.isGood() ? State.HEALTHY : State.UNHEALTHY;
    }

    private static State state(Container container) {
        if (!container.isRunning()) {
            return State.DOWN;
        }
        return switch (container.health()) {
            case "healthy" -> State.HEALTHY;
            case "unhealthy" -> State.UNHEALTHY;
            default -> State.RUNNING;
        };
    }

    private String containerOf(Service service) {
        return catalog.current()
                .target(service.target())
                .map(target -> target.settings().get("container"))
                .orElse(null);
    }

    private ContainerList containers() throws InterruptedException {
        try {
            var all = limit.within(ENGINE, containers::all);
            return new ContainerList(
                    all.stream().collect(Collectors.toMap(Container::name, Function.identity())), null);
        } catch (InterruptedException e) {
            throw e;
        } catch (TimeLimit.Exceeded e) {
            return new ContainerList(Map.of(), "the Docker Engine " + e.getMessage());
        } catch (Exception e) {
            return new ContainerList(Map.of(), e.getMessage());
        }
    }

    private record ContainerList(Map<String, Container> byName, String failure) {}
}
