package dev.firebreak.runbook.step.firewall.nftables;

import dev.firebreak.runbook.step.firewall.stack.Isolation;
import dev.firebreak.runbook.step.firewall.stack.IsolationRules;
import dev.firebreak.runbook.step.firewall.stack.NetworkStack;
import dev.firebreak.runbook.step.firewall.stack.OwnWay;
import dev.firebreak.runbook.step.host.command.CommandResult;
import dev.firebreak.runbook.step.host.command.Host;
import dev.firebreak.runbook.step.host.command.HostUnreachable;
import dev.firebreak.runbook.step.host.command.MachineId;
import dev.firebreak.runbook.step.host.command.RootDenied;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The packet filter of a host with systemd, over SSH. A timer of systemd on the host itself removes the table again
 * unless somebody who came through the rules stops it (guarantees.md F15). The rules load only while that timer runs,
 * so that a load that comes late leaves none that nobody takes back.
 */
final class HostStack implements NetworkStack {

    private static final String TIMER = "firebreak-isolation-revert";
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int NO_SUCH_PROGRAM = 127;

    private final String target;
    private final Host host;
    private final String id;

    HostStack(String target, Host host) throws InterruptedException {
        this.target = target;
        this.host = host;
        this.id = "machine-id:" + MachineId.of(host);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Optional<OwnWay> ownWay() throws InterruptedException {
        return Optional.of(OwnWay.of(host));
    }

    /** Each container has a control group with its id in its name, which every user of the host may see. */
    @Override
    public boolean mayHold(String container) throws InterruptedException {
        var groups = host.run(ANSWER, List.of("find", "/sys/fs/cgroup", "-type", "d", "-name", "*" + container + "*"));
        return !groups.succeeded() || !groups.output().isBlank();
    }

    @Override
    public Optional<String> obstacle() throws InterruptedException {
        var systemd = host.run(ANSWER, List.of("systemctl", "show", "--property=Version"));
        if (systemd.exitCode() == NO_SUCH_PROGRAM || systemd.output().isBlank()) {
            return Optional.of(
                    target + " runs no systemd, whose timer takes the rules back if they cut Firebreak off.");
        }
        return Optional.empty();
    }

    @Override
    public List<String> limits() {
        return List.of(
                "Everybody else is cut off: users, DNS, time, leases of DHCP, backups, monitoring, and the containers of"
                        + " this host.",
                "Sessions that are open stay open, those of an attacker, too. The next check names them.",
                "Whoever is root on the host can remove the rules: cut it off at the switch or hypervisor, too, if you"
                        + " can. Not covered are raw sockets, and traffic between containers on one bridge.");
    }

    @Override
    public Isolation isolation() throws InterruptedException {
        // The timer first: if it is over, what the table then shows is the end of it.
        var timer = host.run(
                ANSWER,
                List.of(
                        "systemctl",
                        "show",
                        "--property=ActiveState",
                        "--value",
                        TIMER + ".timer",
                        TIMER + ".service"));
        if (!timer.succeeded()) {
            throw new HostUnreachable(
                    target + ": systemd does not say the state of " + TIMER + " (" + timer.failure() + ")", null);
        }
        var runs = timer.output().lines().map(String::trim).anyMatch(state -> state.matches("(de)?activ(e|ating)"));
        if (hasTable()) {
            return runs ? Isolation.UNCONFIRMED : Isolation.IN_FORCE;
        }
        return runs ? Isolation.ARMED : Isolation.NONE;
    }

    private boolean hasTable() throws InterruptedException {
        var table = asRoot(NftCommands.LIST);
        if (!table.succeeded() && !NftCommands.saysThatNoneIsThere(table.errors())) {
            throw new HostUnreachable(target + ": nft does not say its rules (" + table.failure() + ")", null);
        }
        return table.succeeded();
    }

    @Override
    public Optional<String> load(String rules, Duration revertAfter) throws InterruptedException {
        stopTimer(); // of an earlier attempt, which would take these rules back too early
        var armed = asRoot(systemdRun(
                List.of(
                        "--collect",
                        "--unit=" + TIMER,
                        "--on-active=" + revertAfter.toSeconds() + "s",
                        "--timer-property=AccuracySec=1s"),
                NftCommands.REMOVE));
        if (!armed.succeeded()) {
            return Optional.of("systemd could not arm the timer that would take the rules back, " + armed.failure());
        }
        var loaded = asRoot(systemdRun(
                List.of(
                        "--wait",
                        "--pipe",
                        "--collect",
                        "--property=Requisite=" + TIMER + ".timer",
                        "--property=After=" + TIMER + ".timer"),
                NftCommands.load(rules)));
        if (!loaded.succeeded()) {
            if (loaded.isCutOff() || loaded.exitCode() < 0 || hasTable()) {
                throw new HostUnreachable(
                        target + ": whether the rules are loaded is unknown (" + loaded.failure()
                                + "); the timer of the host takes them back",
                        null);
            }
            stopTimer();
            return Optional.of("nft refused the rules, " + loaded.failure());
        }
        return Optional.empty();
    }

    private static List<String> systemdRun(List<String> options, List<String> nft) {
        var command = new ArrayList<>(List.of("systemd-run", "--quiet"));
        command.addAll(options);
        command.add("--");
        command.addAll(nft);
        return command;
    }

    /** A timer that is over is no longer loaded: what it did, {@link #isolation} says. */
    @Override
    public void confirm() throws InterruptedException {
        var stopped = stopTimer();
        if (!stopped.succeeded() && !stopped.errors().contains("not loaded")) {
            throw new HostUnreachable(target + ": the timer could not be stopped (" + stopped.failure() + ")", null);
        }
    }

    /** The timer last: if this ends in between, the timer finds nothing to remove. */
    @Override
    public void remove() throws InterruptedException {
        var removed = asRoot(NftCommands.REMOVE);
        if (!removed.succeeded()) {
            throw new HostUnreachable(
                    target + ": the table " + IsolationRules.TABLE + " could not be removed (" + removed.failure()
                            + "). Remove it at the console of the host.",
                    null);
        }
        stopTimer();
    }

    private CommandResult stopTimer() throws InterruptedException {
        return asRoot(List.of("systemctl", "stop", TIMER + ".timer"));
    }

    private CommandResult asRoot(List<String> command) throws InterruptedException {
        var answer = host.runAsRoot(ANSWER, command);
        if (answer.isDeniedBySudo()) {
            throw new RootDenied(target, command.get(0) + " for an isolation");
        }
        return answer;
    }

    @Override
    public void close() {
        host.close();
    }
}
