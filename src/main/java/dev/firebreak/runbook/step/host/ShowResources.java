package dev.firebreak.runbook.step.host;

import static dev.firebreak.runbook.Effect.READ;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.RunbookReading;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.host.command.CommandResult;
import dev.firebreak.runbook.step.host.command.HostUnreachable;
import dev.firebreak.runbook.step.host.command.Hosts;
import dev.firebreak.text.ByteText;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Shows memory, load and the largest processes of a host, without their arguments, which may hold secrets. */
@RunbookStep(
        topic = "host.show-resources",
        title = "Show resources",
        description = "Shows memory, load and the processes with the most memory of the host. Changes nothing.",
        effect = READ)
class ShowResources implements RunbookReading<ShowResources.Order> {

    record Order() {}

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Pattern LOAD = Pattern.compile("(?m)^(\\d+\\.\\d+ \\d+\\.\\d+ \\d+\\.\\d+) ");
    private static final int SHOWN = 16;

    private final Hosts hosts;

    ShowResources(Hosts hosts) {
        this.hosts = hosts;
    }

    @Override
    public Finding read(Order order, Target target) throws InterruptedException {
        try (var host = hosts.open(target)) {
            var numbers = host.run(ANSWER, List.of("cat", "/proc/meminfo", "/proc/loadavg"));
            if (!numbers.succeeded()) {
                throw new HostUnreachable(
                        target.name() + " does not say its memory (" + numbers.failure() + "). Look at the host.",
                        null);
            }
            var processes =
                    host.run(ANSWER, List.of("ps", "-e", "-o", "pid,user:16,pcpu,pmem,rss,stat,comm", "--sort=-rss"));
            var text = numbers.output() + "\n" + shown(processes);
            return Finding.of(target.name() + ": " + memory(numbers.output()) + ", load " + load(numbers.output()))
                    .withDetails("```\n"
                            + String.join(
                                            "\n",
                                            shown(processes)
                                                    .lines()
                                                    .limit(SHOWN)
                                                    .toList())
                                    .replace("```", "'''")
                            + "\n```")
                    .attach("resources.txt", "text/plain", text);
        }
    }

    private static String shown(CommandResult processes) {
        return processes.succeeded() ? processes.output() : "no processes: " + processes.failure();
    }

    private static String memory(String meminfo) {
        var total = kilobytes(meminfo, "MemTotal");
        var available = kilobytes(meminfo, "MemAvailable");
        return ByteText.of(available * 1024) + " of " + ByteText.of(total * 1024) + " memory left";
    }

    private static long kilobytes(String meminfo, String name) {
        var line = Pattern.compile("(?m)^" + name + ":\\s+(\\d{1,15}) kB").matcher(meminfo);
        return line.find() ? Long.parseLong(line.group(1)) : 0;
    }

    private static String load(String text) {
        var load = LOAD.matcher(text);
        return load.find() ? load.group(1) + " (1, 5, 15 min)" : "unknown";
    }
}
