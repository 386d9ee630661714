package dev.firebreak.runbook.step.host;

import dev.firebreak.runbook.step.host.command.CommandResult;
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

    public boolean notesUse = true;

    public void reset() {
        repositories.clear();
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
                yield ok("");
            }
            default -> find(command);
        };
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
        if (command.contains("*.git")) {
            return ok(repositories.keySet().stream()
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
