package dev.firebreak.runbook.step.firewall.stack;

import dev.firebreak.runbook.step.host.command.Host;
import dev.firebreak.runbook.step.host.command.HostUnreachable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Firebreak's own SSH connection to a host, as the host sees it. Behind address translation, that is not the address
 * that Firebreak knows.
 *
 * @param from the address of Firebreak
 * @param port the port of sshd
 */
public record OwnWay(InetAddress from, int port) {

    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** {@code SSH_CONNECTION} of sshd(8): address and port of the client, then of the server. */
    private static final Pattern CONNECTION =
            Pattern.compile("([0-9A-Fa-f.:]+)(?:%\\S+)? \\d{1,5} \\S+ (\\d{1,5})\\s*");

    /** The way of this connection. */
    public static OwnWay of(Host host) throws InterruptedException {
        var answer = host.run(ANSWER, List.of("printenv", "SSH_CONNECTION"));
        var seen = CONNECTION.matcher(answer.output());
        if (!answer.succeeded() || !seen.matches()) {
            throw new HostUnreachable(
                    "The host does not say from where Firebreak is connected (SSH_CONNECTION of sshd), so no rule can"
                            + " keep that way open.",
                    null);
        }
        try {
            return new OwnWay(InetAddress.getByName(seen.group(1)), Integer.parseInt(seen.group(2)));
        } catch (UnknownHostException e) {
            throw new HostUnreachable("SSH_CONNECTION of the host holds no address: " + seen.group(1), e);
        }
    }

    @Override
    public String toString() {
        return from.getHostAddress() + " to port " + port;
    }
}
