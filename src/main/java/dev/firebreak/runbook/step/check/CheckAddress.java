package dev.firebreak.runbook.step.check;

import static dev.firebreak.runbook.Effect.READ;

import dev.firebreak.catalog.Target;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.RunbookReading;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.text.Markdown;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Asks the addresses of a service as its users do: name, connection, certificate, answer, and how long it takes. */
@RunbookStep(
        topic = "service.check-address",
        title = "Check address",
        description = "Resolves, connects to and asks the health address of each service of the target, several times:"
                + " DNS, port, certificate, status and response time, with what to do. Sets addressHealthy, addressFast"
                + " and addressSeen.",
        effect = READ)
class CheckAddress implements RunbookReading<CheckAddress.Order> {

    record Order(
            @ParameterDescription("How often each address is asked; the median counts.")
            @Min(1)
            @Max(10)
            @DefaultValue("3")
            int times,

            @ParameterDescription("An answer that takes longer is slow.")
            @DurationMin(millis = 1)
            @DurationMax(seconds = 5)
            @DefaultValue("PT2S")
            Duration slowAfter,

            @ParameterDescription("How long to ask again while an address is not good.")
            @DurationMin
            @DurationMax(seconds = 60)
            @DefaultValue("PT10S")
            Duration within) {}

    static final ProcessVariable<Boolean> ADDRESS_HEALTHY = ProcessVariable.flag("addressHealthy");
    static final ProcessVariable<Boolean> ADDRESS_FAST = ProcessVariable.flag("addressFast");

    /** What was seen and what to do, safe to show as Markdown. */
    static final ProcessVariable<String> ADDRESS_SEEN = ProcessVariable.text("addressSeen");

    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final CheckedServices services;
    private final AddressProbe probe;
    private final Clock clock;

    CheckAddress(CheckedServices services, AddressProbe probe, Clock clock) {
        this.services = services;
        this.probe = probe;
        this.clock = clock;
    }

    /** What nobody asked counts neither as healthy nor as fast. */
    @Override
    public Map<String, Object> unread() {
        return Map.of(ADDRESS_HEALTHY.name(), false, ADDRESS_FAST.name(), false, ADDRESS_SEEN.name(), "not checked");
    }

    @Override
    public Finding read(Order order, Target target) throws InterruptedException {
        var addresses = services.of(target).stream()
                .map(services::address)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        if (addresses.isEmpty()) {
            return finding(
                    "The catalogue names no address of the services of " + target.name() + ": set health.", true, true);
        }
        var reports = ask(addresses, order);
        var healthy = reports.stream().allMatch(AddressReport::isGood);
        var fast = healthy && reports.stream().allMatch(it -> it.time().compareTo(order.slowAfter()) <= 0);
        return finding(said(reports, order), healthy, fast);
    }

    private List<AddressReport> ask(List<URI> addresses, Order order) throws InterruptedException {
        var end = System.nanoTime() + order.within().toNanos();
        var reports = medians(addresses, order.times());
        while (!reports.stream().allMatch(AddressReport::isGood) && System.nanoTime() < end) {
            Thread.sleep(AGAIN.toMillis());
            reports = medians(addresses, order.times());
        }
        return reports;
    }

    private List<AddressReport> medians(List<URI> addresses, int times) throws InterruptedException {
        var medians = new ArrayList<AddressReport>();
        for (var address : addresses) {
            medians.add(median(address, times));
        }
        return medians;
    }

    /** The report in the middle by time; the first bad one, if there is one. */
    private AddressReport median(URI address, int times) throws InterruptedException {
        var reports = new ArrayList<AddressReport>();
        for (var n = 0; n < times; n++) {
            var report = probe.look(address);
            if (!report.isGood()) {
                return report;
            }
            reports.add(report);
        }
        reports.sort(Comparator.comparing(AddressReport::time));
        return reports.get(reports.size() / 2);
    }

    private String said(List<AddressReport> reports, Order order) {
        var said = new ArrayList<String>();
        for (var report : reports) {
            var slow = report.isGood() && report.time().compareTo(order.slowAfter()) > 0
                    ? " That is slow (over " + order.slowAfter().toMillis() + " ms): look at its processors, memory and"
                            + " what it waits for."
                    : "";
            said.add((report.said() + ". " + report.advice(clock.instant())).strip() + slow);
        }
        return String.join(" ", said);
    }

    private static Finding finding(String seen, boolean healthy, boolean fast) {
        return Finding.of(seen)
                .with(ADDRESS_HEALTHY, healthy)
                .with(ADDRESS_FAST, fast)
                .with(ADDRESS_SEEN, Markdown.line(seen));
    }

    /** More than the longest wait and one more round. */
    @Override
    public Duration timeLimit() {
        return Duration.ofMinutes(3);
    }
}
