package dev.firebreak.logwatch;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.host.command.CommandResult;
import dev.firebreak.runbook.step.host.command.Host;
import dev.firebreak.runbook.step.host.command.HostUnreachable;
import dev.firebreak.runbook.step.host.command.Hosts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Plays a host whose journal is read by journalctl. */
public final class PlayedJournal implements Hosts {

    public String errors = "";
    public boolean isAway;
    public int cutAt = Integer.MAX_VALUE;
    public int opened;

    private final List<String> entries = new ArrayList<>();

    public void writes(Instant at, String identifier, String unit, String message) {
        var micros = at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
        entries.add("{\"__CURSOR\":\"s=1;i=" + entries.size() + "\",\"__REALTIME_TIMESTAMP\":\"" + micros
                + "\",\"SYSLOG_IDENTIFIER\":\"" + identifier + "\",\"_PID\":\"42\",\"_SYSTEMD_UNIT\":\"" + unit
                + "\",\"MESSAGE\":" + message + "}");
    }

    @Override
    public Host open(Target target) {
        if (isAway) {
            throw new HostUnreachable(target.name() + " can't be reached", null);
        }
        opened++;
        return new Played();
    }

    private final class Played implements Host {

        @Override
        public CommandResult run(Duration limit, List<String> command) {
            if (isAway) {
                throw new HostUnreachable("the connection broke", null);
            }
            var which = command.get(command.size() - 1);
            var from = which.equals("--lines=1")
                    ? Math.max(0, entries.size() - 1)
                    : Integer.parseInt(which.substring(which.indexOf("i=") + 2)) + 1;
            var all = entries.subList(from, entries.size()).stream()
                    .map(entry -> command.contains("--all") ? entry : withoutLongMessage(entry))
                    .collect(Collectors.joining("\n"));
            return new CommandResult(0, all.length() > cutAt ? all.substring(0, cutAt) + "\n[… cut …]" : all, errors);
        }

        /** As journalctl does. */
        private static String withoutLongMessage(String entry) {
            var at = entry.indexOf("\"MESSAGE\":") + "\"MESSAGE\":".length();
            return entry.length() - at > 4_096 ? entry.substring(0, at) + "null}" : entry;
        }

        @Override
        public CommandResult runAsRoot(Duration limit, List<String> command) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
