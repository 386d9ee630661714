package dev.firebreak.runbook.step.systemd;

import static dev.firebreak.runbook.Effect.READ;

import dev.firebreak.catalog.Target;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.RunbookReading;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.host.command.Host;
import dev.firebreak.runbook.step.host.command.Hosts;
import dev.firebreak.text.MarkdownTable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Shows the units of a host that the catalogue lists, and keeps the end of their journals as evidence. */
@RunbookStep(
        topic = "systemd.show-units",
        title = "Show units",
        description = "Shows the state of the units that settings.units of the target lists, and keeps the end of their"
                + " journals. Sets unitsHealthy.",
        effect = READ)
class ShowUnits implements RunbookReading<ShowUnits.Order> {

    static final ProcessVariable<Boolean> UNITS_HEALTHY = ProcessVariable.flag("unitsHealthy");

    private static final Duration JOURNAL = Duration.ofSeconds(10);

    private final Hosts hosts;

    ShowUnits(Hosts hosts) {
        this.hosts = hosts;
    }

    record Order(
            @ParameterDescription("How many of the latest lines of each unit's journal to keep.")
            @Min(0)
            @Max(5_000)
            @DefaultValue("200")
            int journalLines) {}

    /** Without an answer of the host, its units do not count as healthy. */
    @Override
    public Map<String, Object> unread() {
        return Map.of(UNITS_HEALTHY.name(), false);
    }

    @Override
    public Finding read(Order order, Target target) throws InterruptedException {
        var names = Units.of(target);
        if (names.isEmpty()) {
            return Finding.failed(Units.none(target)).with(UNITS_HEALTHY, false);
        }
        try (var host = hosts.open(target)) {
            var units = new ArrayList<Unit>();
            var journals = new StringBuilder();
            for (var name : names) {
                units.add(Units.show(host, name));
                journals.append(journal(host, name, order.journalLines()));
            }
            return Finding.of(target.name() + ": "
                            + units.stream().map(Unit::shown).collect(Collectors.joining("; ")))
                    .withDetails(table(units))
                    .with(UNITS_HEALTHY, units.stream().allMatch(Unit::isActive))
                    .attach("journal.txt", "text/plain", journals.toString());
        }
    }

    /** A journal that can't be read hides no state. */
    private static String journal(Host host, String unit, int lines) throws InterruptedException {
        var answer = host.run(
                JOURNAL,
                List.of(
                        "journalctl",
                        "--no-pager",
                        "--utc",
                        "--output=short-iso",
                        "--lines=" + lines,
                        "--unit=" + unit));
        return "== " + unit + "\n" + (answer.succeeded() ? answer.output() : answer.failure()) + "\n";
    }

    private static String table(List<Unit> units) {
        return MarkdownTable.heading("Unit", "Loaded", "State", "Result", "Since", "Restarts")
                + units.stream()
                        .map(unit -> MarkdownTable.row(
                                unit.name(),
                                unit.property("LoadState"),
                                unit.property("ActiveState") + " (" + unit.property("SubState") + ")",
                                unit.property("Result"),
                                unit.property("StateChangeTimestamp"),
                                unit.restarts()))
                        .collect(Collectors.joining());
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofMinutes(1);
    }
}
