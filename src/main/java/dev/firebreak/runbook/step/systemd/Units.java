package dev.firebreak.runbook.step.systemd;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.host.command.Host;
import dev.firebreak.runbook.step.host.command.HostUnreachable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The units of a host that the catalogue lists ({@code settings.units}), and their states. */
final class Units {

    /** A service by its full name. No path, no pattern, no option, no instance with escapes. */
    static final String NAME = "[A-Za-z0-9][A-Za-z0-9_.@-]{0,120}\\.service";

    private static final Duration ANSWER = Duration.ofSeconds(10);

    private Units() {}

    static List<String> of(Target target) {
        return Arrays.stream(target.settings().getOrDefault("units", "").split(","))
                .map(String::trim)
                .filter(unit -> unit.matches(NAME))
                .toList();
    }

    static String none(Target target) {
        return "The catalogue lists no unit of " + target.name()
                + ". Name them in settings.units of the target, such as" + " gitops-auditor.service";
    }

    static Unit show(Host host, String unit) throws InterruptedException {
        var answer = host.run(ANSWER, List.of("systemctl", "show", "--property=" + Unit.PROPERTIES, "--", unit));
        if (!answer.succeeded()) {
            throw new HostUnreachable(
                    "systemd does not say the state of " + unit + " (" + answer.failure() + "). Look at the host.",
                    null);
        }
        return Unit.parse(unit, answer.output());
    }
}
