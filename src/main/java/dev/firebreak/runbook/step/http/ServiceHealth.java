package dev.firebreak.runbook.step.http;

import static dev.firebreak.database.DatabaseBulkhead.STEPS;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Service;
import dev.firebreak.runbook.TimeLimit;
import dev.firebreak.runbook.step.docker.Container;
import dev.firebreak.runbook.step.docker.Containers;
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

/** Looks at services of the catalogue: the container of their target and their health address, whatever there is. */
@Component
public class ServiceHealth {

    private static final Duration LONGEST = Duration.ofSeconds(7);
    private static final Duration ENGINE = Duration.ofSeconds(5);

    private final ExecutorService threads = Executors.newCachedThreadPool(STEPS.daemons("health"));
    private final Catalog catalog;
    private final Containers containers;
    private final HealthAddress address;
    private final TimeLimit limit;

    ServiceHealth(Catalog catalog, Containers containers, HealthAddress address, TimeLimit limit) {
        this.catalog = catalog;
        this.containers = containers;
        this.address = address;
        this.limit = limit;
    }

    /** In the order given. A Docker Engine that does not answer makes its services UNKNOWN, and says what to do. */
    public List<Health> of(Collection<Service> services) throws InterruptedException {
        var seen = containers();
        var looks = services.stream()
                .map(service -> (Callable<Health>) () -> of(service, seen))
                .toList();
        var all = threads.invokeAll(looks, LONGEST.toMillis(), TimeUnit.MILLISECONDS)
                .iterator();
        var results = new ArrayList<Health>();
        for (var service : services) {
            results.add(result(service, all.next()));
        }
        return results;
    }

    private static Health result(Service service, Future<Health> look) throws InterruptedException {
        try {
            return look.get();
        } catch (CancellationException e) {
            return new Health(service.name(), State.UNKNOWN, "no answer within " + LONGEST.toSeconds() + " s");
        } catch (ExecutionException e) {
            return new Health(service.name(), State.UNKNOWN, e.getCause().toString());
        }
    }

    private Health of(Service service, Seen seen) {
        var container = containerOf(service);
        var byContainer = container == null ? null : byContainer(service, container, seen);
        var byAddress = service.health() == null || service.health().isBlank() ? null : byAddress(service);
        if (byContainer == null && byAddress == null) {
            return new Health(service.name(), State.UNKNOWN, "nothing in the catalogue tells how to look");
        }
        return byContainer == null ? byAddress : byAddress == null ? byContainer : byContainer.worse(byAddress);
    }

    private Health byContainer(Service service, String name, Seen seen) {
        if (seen.trouble != null) {
            return new Health(service.name(), State.UNKNOWN, seen.trouble);
        }
        var container = seen.byName.get(name);
        if (container == null) {
            return new Health(service.name(), State.DOWN, "there is no container " + name);
        }
        return new Health(service.name(), state(container), "container " + container.words());
    }

    private Health byAddress(Service service) {
        return address.look(service.name(), URI.create(service.health()));
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
        return catalog.target(service.target())
                .map(target -> target.settings().get("container"))
                .orElse(null);
    }

    private Seen containers() throws InterruptedException {
        try {
            var all = limit.within(ENGINE, containers::all);
            return new Seen(all.stream().collect(Collectors.toMap(Container::name, Function.identity())), null);
        } catch (InterruptedException e) {
            throw e;
        } catch (TimeLimit.Exceeded e) {
            return new Seen(Map.of(), "the Docker Engine " + e.getMessage());
        } catch (Exception e) {
            return new Seen(Map.of(), e.getMessage());
        }
    }

    private record Seen(Map<String, Container> byName, String trouble) {}
}
