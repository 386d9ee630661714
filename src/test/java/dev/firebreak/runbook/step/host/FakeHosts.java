package dev.firebreak.runbook.step.host;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.PlayedTarget;
import dev.firebreak.runbook.step.firewall.FakeFilter;
import dev.firebreak.runbook.step.host.command.CommandResult;
import dev.firebreak.runbook.step.host.command.Host;
import dev.firebreak.runbook.step.host.command.Hosts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;

/** A host with systemd that is played: the state of its units, and what a restart brings about. */
@TestComponent
@Primary
public class FakeHosts extends PlayedTarget implements Hosts, Host {

    private static final String MEMORY = "MemTotal: 8000000 kB\nMemAvailable: 2000000 kB\n0.50 0.40 0.30 1/99 7\n";

    public final FakeFiles files = new FakeFiles();
    public final FakeStorage storage = new FakeStorage();
    public final FakeFolders folders = new FakeFolders(this::changes);
    public final FakeAttack attack = new FakeAttack();
    public final FakeFilter filter = new FakeFilter(this::changes);
    public final Map<String, String> states = new HashMap<>();
    public final List<String> asRoot = new ArrayList<>();
    public String machine;

    /** What a search of the control groups finds; null if it fails. */
    public String controlGroups;

    public String result;
    public String needsReload;
    public Runnable atRestart;

    /** What the health address answers: a status, or 0 for none. */
    public int health;

    /** What the journal holds as errors. */
    public String errors;

    /** What the count of a directory's files waits for. */
    public CountDownLatch counting;

    private int starts;

    public FakeHosts() {
        reset();
    }

    /** Both units run; a restart starts a unit again and does not mend it. */
    public final void reset() {
        files.reset();
        files.alsoUsed = storage::bytes;
        storage.reset();
        folders.reset();
        attack.reset();
        filter.reset();
        states.clear();
        states.put("gitops-auditor.service", "active");
        states.put("gitops-dashboard.service", "active");
        asRoot.clear();
        machine = "0123456789abcdef";
        controlGroups = "";
        result = "success";
        needsReload = "no";
        health = 200;
        errors = "";
        counting = new CountDownLatch(0);
        atRestart = () -> {};
    }

    /** The unit starts again, with another id of its start. */
    public void start(String unit) {
        starts++;
        states.put(unit, "active");
        result = "success";
    }

    @Override
    public Object captured() {
        return List.of(folders.captured(), filter.captured());
    }

    @Override
    public void givesWork() {
        reset();
    }

    @Override
    public Host open(Target target) {
        filter.connects();
        return this;
    }

    @Override
    public CommandResult run(Duration limit, List<String> command) {
        if (command.contains("/sys/fs/cgroup")) {
            return controlGroups == null
                    ? new CommandResult(1, "", "find: /sys/fs/cgroup: No such file or directory")
                    : new CommandResult(0, controlGroups, "");
        }
        if (filter.knows(command)) {
            return filter.answer(command);
        }
        if (attack.knows(command)) {
            return attack.answer(command);
        }
        if (storage.knows(command)) {
            return storage.answer(command);
        }
        if (folders.knows(command)) {
            return folders.answer(command);
        }
        return switch (command.get(0)) {
            case "systemctl" -> new CommandResult(0, shown(command.get(command.size() - 1)), "");
            case "cat" -> new CommandResult(0, command.contains("/proc/meminfo") ? MEMORY : machine + "\n", "");
            case "curl" ->
                health == 0
                        ? new CommandResult(7, "000", "curl: (7) Failed to connect")
                        : new CommandResult(0, String.valueOf(health), "");
            case "ps" ->
                new CommandResult(0, "PID USER %CPU %MEM RSS STAT COMMAND\n1 root 0.1 0.5 9000 S systemd\n", "");
            case "journalctl" ->
                new CommandResult(
                        0,
                        command.contains("--priority=err")
                                ? errors
                                : "2026-11-29T05:00:00+0000 auditor: <b>hello</b>\n",
                        "");
            case "df", "find" -> files.answer(command);
            default -> new CommandResult(127, "", "timeout: failed to run command");
        };
    }

    private String shown(String unit) {
        var state = states.get(unit);
        return """
                LoadState=%s
                ActiveState=%s
                SubState=%s
                Result=%s
                InvocationID=%s
                NRestarts=0
                NeedDaemonReload=%s
                """.formatted(
                        state == null ? "not-found" : "loaded",
                        state == null ? "inactive" : state,
                        "active".equals(state) ? "running" : "dead",
                        result,
                        "start-" + starts,
                        needsReload);
    }

    @Override
    public CommandResult runAsRoot(Duration limit, List<String> command) throws InterruptedException {
        if (command.contains("%b\\n")) {
            counting.await();
        }
        if (filter.knows(command)) {
            return filter.answer(command);
        }
        if (attack.knows(command)) {
            return attack.answer(command);
        }
        if (storage.knows(command)) {
            return storage.answer(command);
        }
        if (!command.get(0).equals("systemctl")) {
            return folders.knows(command) ? folders.answer(command) : files.answer(command);
        }
        asRoot.add(String.join(" ", command));
        if (command.get(1).equals("restart")) {
            atRestart.run();
        }
        var failed = !"active".equals(states.get(command.get(command.size() - 1)));
        return new CommandResult(failed ? 1 : 0, "", failed ? "Job failed." : "");
    }

    @Override
    public void close() {
        // One host for all.
    }
}
