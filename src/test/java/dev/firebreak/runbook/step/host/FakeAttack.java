package dev.firebreak.runbook.step.host;

import dev.firebreak.runbook.step.host.command.CommandResult;
import dev.firebreak.runbook.step.host.command.HostUnreachable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What an attack left on a played host. */
public final class FakeAttack {

    /** The lines of {@code /proc/net/tcp}; Firebreak's own session is always there. */
    public String sessions;

    public String programs;
    public String keys;
    public String packages;

    /** Programs that hang until the connection breaks. */
    public final Set<String> hanging = new HashSet<>();

    public FakeAttack() {
        reset();
    }

    /** Nothing is suspicious. */
    public final void reset() {
        sessions = "";
        programs = "/proc/1/exe /usr/lib/systemd/systemd\n";
        keys = "";
        packages = "";
        hanging.clear();
    }

    /** A line of {@code /proc/net/tcp}: port 443 with 203.0.113.9:4444. */
    public static String sessionWithAStranger() {
        return "   9: 0100007F:01BB 097100CB:115C 01 00000000:00000000 00:00000000 00000000     0        0 1 1 0 20\n";
    }

    boolean knows(List<String> command) {
        return Set.of("ss", "dpkg", "printenv").contains(command.get(0))
                || command.contains("/proc/net/tcp")
                || command.contains("authorized_keys*")
                || command.contains("-ignore_readdir_race")
                || command.contains("--identifier=sshd")
                || command.contains("pid,ppid,user:32,lstart,stat,comm:32,args");
    }

    CommandResult answer(List<String> command) {
        if (hanging.contains(command.get(0))) {
            throw new HostUnreachable("gitops-auditor: the connection broke (no answer within 10 s)", null);
        }
        return new CommandResult(
                0,
                switch (command.get(0)) {
                    case "printenv" -> "192.0.2.20 50000 192.0.2.30 22\n";
                    case "ss" -> "tcp ESTAB 0 0 192.0.2.30:22 192.0.2.20:50000\n";
                    case "dpkg" -> packages;
                    case "cat" ->
                        "  sl  local_address rem_address   st\n   0: 1E0200C0:0016 140200C0:C350 01 00000000:00000000\n"
                                + sessions;
                    case "ps" -> "PID PPID USER STARTED STAT COMMAND\n7 1 root now S mysql --password=hunter22\n";
                    case "journalctl" -> "2026-11-29T05:00:00+0000 host sshd[1]: Accepted publickey for rita\n";
                    default -> command.contains("authorized_keys*") ? keys : programs;
                },
                "");
    }
}
