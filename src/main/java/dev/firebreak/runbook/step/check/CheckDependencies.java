package dev.firebreak.runbook.step.check;

import static dev.firebreak.runbook.Effect.READ;

import dev.firebreak.catalog.Service;
import dev.firebreak.catalog.Target;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.RunbookReading;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.docker.state.ContainerStates;
import dev.firebreak.text.Markdown;
import dev.firebreak.text.MarkdownTable;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Looks at what a service needs, by the catalogue: container, name, connection, certificate and answer of each. */
@RunbookStep(
        topic = "service.check-dependencies",
        title = "Check dependencies",
        description = "Looks at each service that the services of the target depend on, with what to do. Never logs in."
                + " Sets dependenciesHealthy and dependenciesSeen.",
        effect = READ)
class CheckDependencies implements RunbookReading<CheckDependencies.Order> {

    record Order() {}

    static final ProcessVariable<Boolean> DEPENDENCIES_HEALTHY = ProcessVariable.flag("dependenciesHealthy");

    /** What was seen and what to do, safe to show as Markdown. */
    static final ProcessVariable<String> DEPENDENCIES_SEEN = ProcessVariable.text("dependenciesSeen");

    /** More are not looked at one after the other. */
    private static final int MOST = 20;

    private final CheckedServices services;
    private final ContainerStates containers;
    private final AddressProbe probe;
    private final Clock clock;

    CheckDependencies(CheckedServices services, ContainerStates containers, AddressProbe probe, Clock clock) {
        this.services = services;
        this.containers = containers;
        this.probe = probe;
        this.clock = clock;
    }

    /** @param trouble what is wrong and what to do; empty if nothing is known to be */
    private record Look(String service, String seen, String trouble) {}

    /** What nobody looked at does not count as healthy. */
    @Override
    public Map<String, Object> unread() {
        return Map.of(DEPENDENCIES_HEALTHY.name(), false, DEPENDENCIES_SEEN.name(), "not checked");
    }

    @Override
    public Finding read(Order order, Target target) throws InterruptedException {
        var looks = new ArrayList<Look>();
        for (var service : services.neededBy(target).stream().limit(MOST).toList()) {
            looks.add(look(service));
        }
        var seen = said(target, looks);
        return Finding.of(seen)
                .withDetails(table(looks))
                .with(
                        DEPENDENCIES_HEALTHY,
                        looks.stream().allMatch(it -> it.trouble().isEmpty()))
                .with(DEPENDENCIES_SEEN, Markdown.line(seen));
    }

    private Look look(Service service) throws InterruptedException {
        var container = container(service);
        if (!container.trouble().isEmpty()) {
            return container;
        }
        var address = services.address(service);
        return address.isPresent() ? answer(container, probe.look(address.get())) : container;
    }

    private Look container(Service service) {
        var name = services.container(service);
        if (name.isEmpty()) {
            return new Look(service.name(), "no container in the catalogue", "");
        }
        var state = containers.named(name.get());
        if (state.isEmpty()) {
            return new Look(service.name(), "no container " + name.get(), "There is no container " + name.get() + ".");
        }
        var container = state.get().container();
        return new Look(
                service.name(),
                "container " + container.status(),
                container.isHealthy() || "starting".equals(container.health())
                        ? ""
                        : "Its container is " + ContainerDiagnosis.of(state.get()));
    }

    private Look answer(Look container, AddressReport report) {
        var seen = container.seen() + "; " + report.said();
        var advice = report.advice(clock.instant());
        return new Look(container.service(), seen, report.isGood() ? "" : (report.said() + ". " + advice).strip());
    }

    private static String said(Target target, List<Look> looks) {
        var bad = looks.stream().filter(it -> !it.trouble().isEmpty()).toList();
        if (looks.isEmpty()) {
            return "The catalogue names nothing that " + target.name() + " depends on.";
        }
        return bad.isEmpty()
                ? "What it depends on is well: "
                        + looks.stream().map(Look::service).collect(Collectors.joining(", ")) + "."
                : bad.size() + " of " + looks.size() + " dependencies have trouble: look at them first. "
                        + bad.stream()
                                .map(it -> it.service() + ": " + it.trouble())
                                .collect(Collectors.joining(" "));
    }

    private static String table(List<Look> looks) {
        return MarkdownTable.heading("Dependency", "Seen", "Trouble")
                + looks.stream()
                        .map(it -> MarkdownTable.row(it.service(), it.seen(), it.trouble()))
                        .collect(Collectors.joining());
    }

    /** Up to nine seconds for each that hangs. */
    @Override
    public Duration timeLimit() {
        return Duration.ofMinutes(3);
    }
}
