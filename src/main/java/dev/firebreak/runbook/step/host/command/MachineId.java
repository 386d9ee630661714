package dev.firebreak.runbook.step.host.command;

import java.time.Duration;
import java.util.List;

/** Names one installation: a host that was installed again under the same address has another id (machine-id(5)). */
public final class MachineId {

    private static final Duration ANSWER = Duration.ofSeconds(10);

    private MachineId() {}

    public static String of(Host host) throws InterruptedException {
        var answer = host.run(ANSWER, List.of("cat", "/etc/machine-id"));
        if (!answer.succeeded() || answer.output().isBlank()) {
            throw new HostUnreachable(
                    "The host does not say which machine it is: /etc/machine-id can't be read (" + answer.failure()
                            + "). Look at the host.",
                    null);
        }
        return answer.output().strip();
    }
}
