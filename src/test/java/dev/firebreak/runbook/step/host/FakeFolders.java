package dev.firebreak.runbook.step.host;

import dev.firebreak.runbook.step.host.command.CommandResult;
import dev.firebreak.text.Hash;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

    /** The target of each symbolic link, by the whole path of the link. */
    public final Map<String, String> links = new TreeMap<>();

    /** The mode of files and folders, by whole path, where it is not 644 and 755. */
    public final Map<String, String> modes = new TreeMap<>();

    public String head;
    public String branch;
    public boolean goodIsTagged;
    public String changedFile;

    /** An ignored file that a checkout would overwrite; empty for none. */
    public String ignoredFile;

    public boolean configurationIsChecked;

    /** Whether {@code mv} ends well and moves nothing, as it does where the new name is taken. */
    public boolean nothingMoves;

    private final Consumer<Runnable> changes;

    FakeFolders(Consumer<Runnable> changes) {
        this.changes = changes;
        reset();
    }

    /** A broken configuration with two backups, and a version after the good one. */
    public void reset() {
        files.clear();
        links.clear();
        modes.clear();
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
        nothingMoves = false;
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
        return List.of(Map.copyOf(files), Map.copyOf(links), Map.copyOf(modes), head, branch);
    }

    boolean knows(List<String> command) {
        return command.contains("sha256sum") && command.contains("-exec")
                || command.contains("%T@ %f\\0")
                || command.contains("%y %m %U %G %P\\0%l\\0")
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
                    if (paths(last).isEmpty() && !nothingMoves) {
                        copy(command.get(3), last);
                        remove(command.get(3));
                    }
                });
            case "rm" -> remove(last, () -> remove(last));
            case "find" -> found(command);
            default ->
                files.getOrDefault(last + "/settings.json", "").equals("refused") && configurationIsChecked
                        ? new CommandResult(1, "", "settings.json: no JSON")
                        : ok("");
        };
    }

    private CommandResult found(List<String> command) {
        var folder = command.get(1);
        if (command.contains("%T@ %f\\0")) {
            return names(folder);
        }
        if (paths(folder).isEmpty()) {
            return new CommandResult(1, "", "find: '" + folder + "': No such file or directory");
        }
        return ok(
                command.contains("-exec")
                        ? paths(folder).stream()
                                .filter(files::containsKey)
                                .map(path -> Hash.sha256(files.get(path)) + "  " + path + "\0")
                                .collect(Collectors.joining())
                        : paths(folder).stream()
                                .map(path -> entry(folder, path))
                                .collect(Collectors.joining()));
    }

    /** What is below a path, with the folders, and it itself; empty if there is nothing of this name. */
    private Set<String> paths(String top) {
        var paths = new TreeSet<String>();
        for (var all : List.of(files.keySet(), links.keySet())) {
            for (var path : all) {
                for (var it = path; isIn(top, it); it = it.substring(0, it.lastIndexOf('/'))) {
                    paths.add(it);
                }
            }
        }
        return paths;
    }

    private String entry(String folder, String path) {
        var kind = files.containsKey(path) ? "f" : links.containsKey(path) ? "l" : "d";
        var usual = Map.of("f", "644", "l", "777", "d", "755").get(kind);
        return "%s %s 0 0 %s\0%s\0"
                .formatted(
                        kind,
                        modes.getOrDefault(path, usual),
                        path.equals(folder) ? "" : path.substring(folder.length() + 1),
                        links.getOrDefault(path, ""));
    }

    private static boolean isIn(String top, String path) {
        return path.equals(top) || path.startsWith(top + "/");
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
        for (var all : List.of(files, links, modes)) {
            Map.copyOf(all).forEach((path, value) -> {
                if (isIn(from, path)) {
                    all.put(to + path.substring(from.length()), value);
                }
            });
        }
    }

    private void remove(String path) {
        List.of(files, links, modes).forEach(all -> all.keySet().removeIf(entry -> isIn(path, entry)));
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
        return paths(path).isEmpty() ? ok("") : change(remove);
    }

    private CommandResult change(Runnable change) {
        changes.accept(change);
        return ok("");
    }

    private static CommandResult ok(String output) {
        return new CommandResult(0, output, "");
    }
}
