package dev.firebreak.runbook.step.firewall;

import dev.firebreak.runbook.step.host.command.CommandResult;
import dev.firebreak.runbook.step.host.command.HostUnreachable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A packet filter that is played: our table, the timer of systemd that takes it back, and another table beside it. */
public final class FakeFilter {

    /** Our table as it was loaded; null if there is none. */
    public String rules;

    /** Whether the timer that removes our table runs. */
    public boolean timer;

    /** Whether the rules let no new connection of Firebreak in. */
    public boolean cutsOff;

    /** What nft says instead of loading rules; null if it loads them. */
    public String refusal;

    /** Whether a load is cut off at its limit, and loads the rules all the same. */
    public boolean loadsLate;

    /** What happens at each new connection. */
    public Runnable atConnection;

    /** What was loaded since the reset, in order. */
    public final List<String> loaded = new ArrayList<>();

    private final Consumer<Runnable> changes;

    public FakeFilter(Consumer<Runnable> changes) {
        this.changes = changes;
        reset();
    }

    public void reset() {
        rules = null;
        timer = false;
        cutsOff = false;
        refusal = null;
        loadsLate = false;
        atConnection = () -> {};
        loaded.clear();
    }

    public Object captured() {
        return List.of(String.valueOf(rules), "another table");
    }

    /** A new connection. After one that did not get through, the timer ends. */
    public void connects() {
        atConnection.run();
        if (cutsOff && rules != null) {
            if (timer) {
                rules = null;
                timer = false;
            }
            throw new HostUnreachable("auditor-host can't be reached (Connection timed out)", null);
        }
    }

    public boolean knows(List<String> command) {
        return command.get(0).endsWith("/nft")
                || command.get(0).equals("systemd-run")
                || command.get(0).equals("systemctl") && command.toString().contains("firebreak-isolation-revert")
                || command.contains("--property=Version");
    }

    public CommandResult answer(List<String> command) {
        return switch (command.get(0)) {
            case "systemctl" -> systemctl(command);
            case "systemd-run" -> {
                var nft = command.subList(command.indexOf("--") + 1, command.size());
                yield command.contains("--wait") ? loads(nft) : change(() -> timer = true);
            }
            default -> nft(command);
        };
    }

    private CommandResult systemctl(List<String> command) {
        if (command.contains("--property=Version")) {
            return ok("Version=252\n");
        }
        if (command.contains("stop")) {
            return timer ? change(() -> timer = false) : failed(5, "Unit firebreak-isolation-revert.timer not loaded.");
        }
        return ok(timer ? "active\n\ninactive\n" : "inactive\n\ninactive\n");
    }

    private CommandResult loads(List<String> nft) {
        return timer ? nft(nft) : failed(1, "Unit firebreak-isolation-revert.timer not found.");
    }

    private CommandResult nft(List<String> command) {
        if (command.contains("list")) {
            return rules != null
                    ? ok(rules)
                    : failed(1, "Error: No such file or directory\nlist table inet firebreak_isolation");
        }
        var text = command.get(1);
        if (text.startsWith("add table")) {
            return change(() -> rules = null);
        }
        if (refusal != null) {
            return failed(1, refusal);
        }
        var done = change(() -> {
            rules = text;
            loaded.add(text);
        });
        return loadsLate ? failed(124, "") : done;
    }

    private CommandResult change(Runnable change) {
        changes.accept(change);
        return ok("");
    }

    private static CommandResult ok(String output) {
        return new CommandResult(0, output, "");
    }

    private static CommandResult failed(int code, String errors) {
        return new CommandResult(code, "", errors);
    }
}
