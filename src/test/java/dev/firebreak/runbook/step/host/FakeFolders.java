package dev.firebreak.runbook.step.host;

import dev.firebreak.runbook.step.host.command.CommandResult;
import dev.firebreak.text.Hash;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Folders of a played host by the text of their files, and one git repository. */
public final class FakeFolders {

    private static final String GOOD = "a".repeat(40);
    private static final String BAD = "b".repeat(40);
    private static final String OVERWRITTEN = """
            error: The following untracked working tree files would be overwritten by checkout:
            \t%s
            Please move or remove them before you switch branches.
            Aborting
            """;

    /** The text of each file, by its whole path. */
    public final Map<String, String> files = new TreeMap<>();

    public String head;
    public String branch;
    public boolean goodIsTagged;
    public String changedFile;

    /** An ignored file that a checkout would overwrite; empty for none. */
    public String ignoredFile;

    public boolean configurationIsChecked;

    private final Consumer<Runnable> changes;

    FakeFolders(Consumer<Runnable> changes) {
        this.changes = changes;
        reset();
    }

    /** A broken configuration with two backups, and a version after the good one. */
    public void reset() {
        files.clear();
        files.put("/etc/gitops-auditor/config/settings.json", "broken");
        files.put("/etc/gitops-auditor/config/.hidden", "present");
        backup("1-old", "older");
        backup("2-new", "good");
        head = BAD;
        branch = "main";
        goodIsTagged = true;
        changedFile = "";
        ignoredFile = "";
        configurationIsChecked = true;
    }

    public void backup(String name, String settings) {
        var folder = "/var/backups/gitops-auditor-config/" + name + "/";
        files.put(folder + "settings.json", settings);
        files.put(folder + ".hidden", "kept");
        files.put(
                folder + "SHA256SUMS",
                Hash.sha256(settings) + "  ./settings.json\n" + Hash.sha256("kept") + "  ./.hidden\n");
    }

    Object captured() {
        return List.of(Map.copyOf(files), head, branch);
    }

    boolean knows(List<String> command) {
        return command.contains("sha256sum") && command.contains("-exec")
                || command.contains("%T@ %f\\0")
                || List.of("cp", "mv", "rm", "git").contains(command.get(0))
                || command.get(0).endsWith("/config-loader.sh")
                || command.get(0).equals("cat") && command.get(1).endsWith("SHA256SUMS");
    }

    CommandResult answer(List<String> command) {
        var last = command.get(command.size() - 1);
        return switch (command.get(0)) {
            case "git" -> git(command.subList(7, command.size()));
            case "cat" -> ok(files.getOrDefault(last, ""));
            case "cp" -> change(() -> copy(command.get(3), last));
            case "mv" ->
                change(() -> {
                    copy(command.get(3), last);
                    remove(command.get(3));
                });
            case "rm" -> remove(last, () -> remove(last));
            case "find" -> command.contains("-exec") ? sums(command.get(1)) : names(command.get(1));
            default ->
                files.getOrDefault(last + "/settings.json", "").equals("refused") && configurationIsChecked
                        ? new CommandResult(1, "", "settings.json: no JSON")
                        : ok("");
        };
    }

    private CommandResult sums(String folder) {
        return files.keySet().stream().noneMatch(path -> path.startsWith(folder + "/"))
                ? new CommandResult(1, "", "find: '" + folder + "': No such file or directory")
                : ok(files.entrySet().stream()
                        .filter(file -> file.getKey().startsWith(folder + "/"))
                        .map(file -> Hash.sha256(file.getValue()) + "  " + file.getKey() + "\0")
                        .collect(Collectors.joining()));
    }

    private CommandResult names(String folder) {
        return ok(files.keySet().stream()
                .filter(path -> path.startsWith(folder + "/"))
                .map(path -> path.substring(folder.length() + 1).split("/")[0])
                .distinct()
                .map(name -> name.charAt(0) + "00.0 " + name + "\0")
                .collect(Collectors.joining()));
    }

    private void copy(String from, String to) {
        Map.copyOf(files).forEach((path, text) -> {
            if (path.startsWith(from + "/")) {
                files.put(to + path.substring(from.length()), text);
            }
        });
    }

    private void remove(String path) {
        files.keySet().removeIf(file -> file.equals(path) || file.startsWith(path + "/"));
    }

    private CommandResult git(List<String> command) {
        return switch (command.get(0)) {
            case "rev-parse" -> ok((command.contains("HEAD^{commit}") ? head : BAD) + "\n");
            case "symbolic-ref" -> branch.isEmpty() ? new CommandResult(1, "", "") : ok(branch + "\n");
            case "status" -> ok(changedFile.isEmpty() ? "" : " M " + changedFile + "\0");
            case "for-each-ref" -> ok("wip " + BAD + " \n" + (goodIsTagged ? "good-1 " + GOOD + " \n" : ""));
            case "tag" -> ok(head.equals(GOOD) && goodIsTagged ? "good-1\n" : "");
            case "log" -> ok("bbbbbbb Rex, 2026-11-28: **break** it\n");
            default ->
                !ignoredFile.isEmpty() && command.contains("--no-overwrite-ignore")
                        ? new CommandResult(1, "", OVERWRITTEN.formatted(ignoredFile))
                        : change(() -> {
                            var to = command.get(command.size() - 1);
                            branch = to.matches("[ab]{40}") ? "" : to;
                            head = to.matches("[ab]{40}") ? to : BAD;
                        });
        };
    }

    private CommandResult remove(String path, Runnable remove) {
        return files.keySet().stream().anyMatch(file -> file.equals(path) || file.startsWith(path + "/"))
                ? change(remove)
                : ok("");
    }

    private CommandResult change(Runnable change) {
        changes.accept(change);
        return ok("");
    }

    private static CommandResult ok(String output) {
        return new CommandResult(0, output, "");
    }
}
