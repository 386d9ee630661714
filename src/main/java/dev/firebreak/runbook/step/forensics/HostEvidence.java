package dev.firebreak.runbook.step.forensics;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.host.command.CommandResult;
import dev.firebreak.runbook.step.host.command.Host;
import dev.firebreak.runbook.step.host.command.HostUnreachable;
import dev.firebreak.runbook.step.host.command.Hosts;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Reads what an attack may have left on a host, over SSH. Each part has a limit of its own; one that fails or hangs is
 * named, and the next one gets a new connection (guarantees.md F16).
 */
@Component
class HostEvidence {

    private static final String SESSIONS = "sessions";
    private static final String PROGRAMS = "programs";
    private static final String KEYS = "authorized keys";
    private static final String PACKAGES = "package integrity";

    private static final Duration QUICK = Duration.ofSeconds(10);

    /** Reads every file of every package, unless {@code settings.packages} names a few. */
    private static final Duration SLOW = Duration.ofSeconds(60);

    private static final String PACKAGE = "[a-z0-9][a-z0-9+.-]{1,100}";
    private static final int LOG_LINES = 5_000;
    private static final int LOGIN_LINES = 500;

    private final Hosts hosts;
    private final ForeignSessions foreign;
    private final Clock clock;

    HostEvidence(Hosts hosts, ForeignSessions foreign, Clock clock) {
        this.hosts = hosts;
        this.foreign = foreign;
        this.clock = clock;
    }

    /** One command to look with. */
    private record Look(String name, boolean asRoot, Duration limit, List<String> command) {}

    /** All parts of longest limit together, and the connections between them. */
    static Duration longest() {
        return SLOW.plus(QUICK.multipliedBy(16));
    }

    CollectedEvidence of(Target target, Duration logsBack) throws InterruptedException {
        var parts = new ArrayList<EvidencePart>();
        var indicators = new ArrayList<Indicator>();
        var host = hosts.open(target);
        try {
            for (var look : looks(target, logsBack)) {
                try {
                    parts.add(part(look, host));
                } catch (HostUnreachable e) {
                    parts.add(EvidencePart.missing(look.name(), e.getMessage()));
                    host = again(target, host);
                }
            }
            indicators.addAll(sessions(target, host, parts));
        } finally {
            host.close();
        }
        indicators.addAll(0, Indicator.programs(CollectedEvidence.text(parts, PROGRAMS)));
        indicators.addAll(Indicator.packages(CollectedEvidence.text(parts, PACKAGES)));
        indicators.addAll(Indicator.keys(CollectedEvidence.text(parts, KEYS)));
        return new CollectedEvidence(parts, indicators);
    }

    private List<Indicator> sessions(Target target, Host host, List<EvidencePart> parts) throws InterruptedException {
        try {
            return Indicator.sessions(foreign.on(host, target));
        } catch (HostUnreachable | IllegalArgumentException e) {
            parts.add(EvidencePart.missing(SESSIONS, e.getMessage()));
            return List.of();
        }
    }

    /** A connection on which a command hung may be stuck. If there is no other, it says so at each further part. */
    private Host again(Target target, Host host) {
        try {
            var other = hosts.open(target);
            host.close();
            return other;
        } catch (HostUnreachable e) {
            return host;
        }
    }

    private static List<Look> looks(Target target, Duration logsBack) {
        return List.of(
                new Look(
                        "connections",
                        true,
                        QUICK,
                        List.of("ss", "--no-header", "--numeric", "--processes", "--tcp", "--udp", "--all")),
                new Look(
                        "processes",
                        false,
                        QUICK,
                        List.of("ps", "-e", "-ww", "-o", "pid,ppid,user:32,lstart,stat,comm:32,args")),
                new Look(PROGRAMS, true, QUICK, links(2, "/proc(/[0-9]+(/exe)?)?")),
                new Look("open files", true, QUICK, links(3, "/proc(/[0-9]+(/fd(/[0-9]+)?)?)?")),
                new Look(KEYS, true, QUICK, keyFiles()),
                new Look("logins", false, QUICK, journal(LOGIN_LINES, Duration.ofDays(7), "sshd", "sudo", "su")),
                new Look("log", false, QUICK, journal(LOG_LINES, logsBack)),
                new Look(PACKAGES, true, SLOW, packages(target)));
    }

    /** What the links of the processes point to, without pipes and sockets. */
    private static List<String> links(int depth, String shape) {
        return List.of(
                "find",
                "/proc",
                "-maxdepth",
                String.valueOf(depth),
                "-ignore_readdir_race",
                "-regextype",
                "posix-extended",
                "!",
                "-regex",
                shape,
                "-prune",
                "-o",
                "-lname",
                "/*",
                "-printf",
                "%p %l\\n");
    }

    private static List<String> keyFiles() {
        return List.of(
                "find",
                "/root",
                "/home",
                "/etc/ssh",
                "-xdev",
                "-maxdepth",
                "4",
                "-type",
                "f",
                "-name",
                "authorized_keys*",
                "-printf",
                "== %p\\nowner %u mode %m changed %TY-%Tm-%Td\\n",
                "-exec",
                "cat",
                "{}",
                ";",
                "-printf",
                "\\n");
    }

    private static List<String> journal(int lines, Duration back, String... identifiers) {
        var command = new ArrayList<>(List.of("journalctl", "--no-pager", "--utc", "--output=short-iso", "--quiet"));
        command.addAll(List.of("--lines=" + lines, "--since=-" + back.toSeconds() + "s"));
        Arrays.stream(identifiers).forEach(name -> command.add("--identifier=" + name));
        return command;
    }

    private static List<String> packages(Target target) {
        var command = new ArrayList<>(List.of("dpkg", "--verify"));
        Arrays.stream(target.settings().getOrDefault("packages", "").split(","))
                .map(String::trim)
                .filter(name -> name.matches(PACKAGE))
                .forEach(command::add);
        return command;
    }

    private EvidencePart part(Look look, Host host) throws InterruptedException {
        var at = clock.instant();
        var answer =
                look.asRoot() ? host.runAsRoot(look.limit(), look.command()) : host.run(look.limit(), look.command());
        if (answer.isDeniedBySudo()) {
            return EvidencePart.missing(
                    look.name(),
                    "sudo does not allow " + look.command().get(0)
                            + "; allow it as docker/lab/images/host/sudoers shows");
        }
        if (answer.output().isBlank() && !answer.succeeded()) {
            return EvidencePart.missing(look.name(), answer.failure());
        }
        var text = "# " + at + ": " + String.join(" ", look.command()) + "\n" + answer.output();
        return new EvidencePart(look.name(), text, gaps(answer));
    }

    /** Processes that end while they are looked at leave no gap. */
    private static String gaps(CommandResult answer) {
        var other = answer.errors()
                .lines()
                .anyMatch(line -> !line.contains("No such file") && !line.contains("No such process"));
        return answer.succeeded() || answer.exitCode() == 1 && !other ? null : "with gaps: " + answer.failure();
    }
}
