package dev.firebreak.runbook.step.host;

import dev.firebreak.runbook.step.host.command.CommandResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The audit history and the bare repositories of a played host. */
public final class FakeStorage {

    private static final String REPOSITORIES = "/var/lib/gitops-auditor/repos/";

    /** A repository; {@code origin} is empty without one. */
    public record Repository(long bytes, Instant used, String origin, boolean inUse) {}

    public final Map<String, Repository> repositories = new TreeMap<>();

    /** The text of each file of the history, by path. */
    public final Map<String, String> history = new TreeMap<>();

    /** The text of {@code objects/info/alternates}, by the name of the repository. */
    public final Map<String, String> alternates = new TreeMap<>();

    public boolean notesUse = true;
    public boolean alternatesAreReadable;

    /** Where the folder of the repositories really is. */
    public String realFolder;

    /** What happens at the host while a repository is deleted. */
    public Runnable atDeletion;

    public FakeStorage() {
        reset();
    }

    public final void reset() {
        repositories.clear();
        alternates.clear();
        alternatesAreReadable = true;
        realFolder = REPOSITORIES;
        atDeletion = () -> {};
        history.clear();
        notesUse = true;
        history.put("/var/lib/gitops-auditor/audit-history/latest.json", "{\"repos\": []}");
    }

    long bytes() {
        return repositories.values().stream().mapToLong(Repository::bytes).sum();
    }

    boolean knows(List<String> command) {
        var text = String.join(" ", command);
        return text.contains(REPOSITORIES.substring(0, REPOSITORIES.length() - 1))
                        && !command.get(0).equals("df")
                || command.get(0).equals("realpath") && command.contains("--zero")
                || text.contains("/audit-history");
    }

    CommandResult answer(List<String> command) {
        var last = command.get(command.size() - 1);
        return switch (command.get(0)) {
            case "findmnt" -> ok(notesUse ? "rw,relatime\n" : "rw,noatime\n");
            case "git" -> ok(repositories.get(name(command.get(3).replace("/config", ""))).origin + "\n");
            case "cat" -> ok(history.get(last));
            case "rm" -> {
                repositories.remove(name(last));
                alternates.remove(name(last));
                atDeletion.run();
                yield ok("");
            }
            case "realpath" -> real(command.subList(command.indexOf("--") + 1, command.size()));
            default -> find(command);
        };
    }

    private CommandResult real(List<String> paths) {
        var real = new StringBuilder();
        for (var path : paths) {
            var folder = Path.of(path).normalize() + "/";
            var isThere = folder.equals(REPOSITORIES)
                    || repositories.keySet().stream()
                            .anyMatch(name -> folder.matches(REPOSITORIES + name + "/(objects/)?"));
            if (!isThere) {
                return new CommandResult(1, "", "realpath: " + path + ": No such file or directory");
            }
            var there = folder.replace(REPOSITORIES, realFolder);
            real.append(there, 0, there.length() - 1).append('\0');
        }
        return ok(real.toString());
    }

    private CommandResult alternates() {
        return alternatesAreReadable
                ? ok(alternates.entrySet().stream()
                        .map(it -> REPOSITORIES + it.getKey() + "/objects/info/alternates\0" + it.getValue() + "\0")
                        .collect(Collectors.joining()))
                : new CommandResult(1, "", "find: " + REPOSITORIES + "x.git/objects: Permission denied");
    }

    private CommandResult find(List<String> command) {
        if (command.contains("-lname")) {
            var path = command.get(command.indexOf("-lname") + 1).replace("*", "");
            return ok(repositories.get(name(path)).inUse ? "/proc/7/cwd\n" : "");
        }
        if (command.contains("*.json")) {
            return ok(history.entrySet().stream()
                    .map(file -> "1790000000.0 " + file.getValue().length() + " " + file.getKey() + "\0")
                    .collect(Collectors.joining()));
        }
        if (command.contains("*/objects/info/alternates")) {
            return alternates();
        }
        if (command.contains("-name")) {
            var wanted = command.get(command.indexOf("-name") + 1);
            return ok(repositories.keySet().stream()
                    .filter(name -> wanted.equals("*.git") || wanted.equals(name))
                    .map(name -> "1 " + name.length() + " " + name + "\0")
                    .collect(Collectors.joining()));
        }
        var repository = repositories.get(name(command.get(1)));
        return ok("%d.0 1700000000.0 %d\n".formatted(repository.used.getEpochSecond(), repository.bytes / 512));
    }

    private static String name(String path) {
        return path.substring(REPOSITORIES.length());
    }

    private static CommandResult ok(String output) {
        return new CommandResult(0, output, "");
    }
}
