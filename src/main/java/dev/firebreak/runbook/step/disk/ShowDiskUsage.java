package dev.firebreak.runbook.step.disk;

import static dev.firebreak.runbook.Effect.READ;

import dev.firebreak.catalog.Target;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.LongReading;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.StepOutput;
import dev.firebreak.runbook.step.disk.file.DirectorySizes;
import dev.firebreak.runbook.step.disk.file.DiskSpace;
import dev.firebreak.runbook.step.host.command.Hosts;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Shows how full the disk of a host is, and which of its directories are the largest. */
@RunbookStep(
        topic = "disk.show-usage",
        title = "Show disk usage",
        description = "Shows how full settings.disk of the target is (/ unless it is set), its largest directories, and"
                + " deleted files that processes hold open. Sets diskRecovered.",
        effect = READ)
class ShowDiskUsage implements LongReading<ShowDiskUsage.Order> {

    static final ProcessVariable<Boolean> DISK_RECOVERED = ProcessVariable.flag("diskRecovered");

    private static final String DISK = "/|(/[A-Za-z0-9_][A-Za-z0-9_.-]*)+";

    private final Hosts hosts;

    ShowDiskUsage(Hosts hosts) {
        this.hosts = hosts;
    }

    record Order(
            @ParameterDescription("Up to this percentage of space and inodes, the disk has enough room.")
            @Min(1)
            @Max(100)
            @DefaultValue("85")
            int enough,

            @ParameterDescription("How long to measure directories at most, in seconds.")
            @Min(0)
            @Max(600)
            @DefaultValue("60")
            int measure) {}

    /** Without an answer of the host, the disk does not count as recovered. */
    @Override
    public Map<String, Object> unread() {
        return Map.of(DISK_RECOVERED.name(), false);
    }

    @Override
    public Finding read(Order order, Target target, StepOutput output) throws InterruptedException {
        var path = target.settings().getOrDefault("disk", "/");
        if (!path.matches(DISK)) {
            return Finding.failed("settings.disk of " + target.name() + " is no path such as /var/lib/docker")
                    .with(DISK_RECOVERED, false);
        }
        try (var host = hosts.open(target)) {
            var disk = DiskSpace.of(host, target.name(), path);
            var recovered = disk.usedPercent() <= order.enough() && disk.inodesUsedPercent() <= order.enough();
            output.line(disk.shown());
            var sizes = DirectorySizes.of(host, path, Duration.ofSeconds(order.measure()), output);
            return Finding.of(target.name() + ": " + disk.shown() + sizes.summary())
                    .withDetails(sizes.markdown())
                    .with(DISK_RECOVERED, recovered);
        }
    }

    /** More than the longest measurement. */
    @Override
    public Duration timeLimit() {
        return Duration.ofMinutes(11);
    }
}
