package dev.firebreak.runbook.step.disk.file;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.host.command.Host;
import dev.firebreak.runbook.step.host.command.RootDenied;
import dev.firebreak.text.Text;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Folders that the catalogue names in one setting of a target. Nothing outside of them is ever deleted. */
public record Folders(String setting, List<String> all, List<String> refused) {

    private static final String PATH = "(/[A-Za-z0-9_][A-Za-z0-9_.-]*)+";
    private static final Set<String> SYSTEM =
            Set.of("bin", "boot", "dev", "etc", "lib", "lib32", "lib64", "proc", "run", "sbin", "sys", "usr");

    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int SHOWN = 200;

    public Folders {
        all = List.copyOf(all);
        refused = List.copyOf(refused);
    }

    /** @param setting such as {@code logs}: paths, separated by commas */
    public static Folders of(Target target, String setting) {
        var named = Arrays.stream(target.settings().getOrDefault(setting, "").split(","))
                .map(String::trim)
                .filter(folder -> !folder.isEmpty())
                .distinct()
                .toList();
        return new Folders(
                setting,
                named.stream().filter(Folders::isAllowed).toList(),
                named.stream().filter(folder -> !isAllowed(folder)).toList());
    }

    /** Not a whole tree such as {@code /var}, and nothing of the operating system. */
    private static boolean isAllowed(String folder) {
        var parts = folder.split("/");
        return folder.matches(PATH) && !SYSTEM.contains(parts[1]) && (parts.length > 2 || folder.equals("/tmp"));
    }

    /** What a person has to correct in the catalogue; empty if nothing is wrong. */
    public String missing(String target, String example) {
        if (!refused.isEmpty()) {
            return "settings." + setting + " of " + target + " names " + String.join(", ", refused)
                    + ": expected folders such as " + example + ", not of the operating system. Nothing is deleted.";
        }
        return all.isEmpty()
                ? "The catalogue names no folder in settings." + setting + " of " + target + ", such as " + example
                        + ": nothing is deleted."
                : "";
    }

    /**
     * Which of the folders is none, as root sees it: a symbolic link on the way to it leads elsewhere, where neither the
     * catalogue nor its {@code settings.keep} allows or protects anything. An absent folder holds nothing, so it passes.
     *
     * @return why, as a sentence; empty if each folder is where its path says
     */
    public static String elsewhere(Host host, String target, List<String> folders) throws InterruptedException {
        for (var folder : folders) {
            var command = List.of("realpath", "-e", "--", folder);
            var answer = host.runAsRoot(ANSWER, command);
            if (answer.isDeniedBySudo()) {
                throw new RootDenied(target, String.join(" ", command));
            }
            var absent = answer.exitCode() == 1 && answer.errors().contains("No such file");
            if (!absent && !(answer.succeeded() && answer.output().equals(folder + "\n"))) {
                return "The folder " + folder + " of " + target + " "
                        + (answer.succeeded()
                                ? "leads by a symbolic link to " + Text.preview(answer.output(), SHOWN)
                                : "can't be resolved (" + answer.failure() + ")")
                        + ". Name the folder itself in the catalogue. Nothing is deleted.";
            }
        }
        return "";
    }

    /** The first of the folders that is there, as root sees it; empty if none is. */
    public static Optional<String> firstThere(Host host, List<String> folders) throws InterruptedException {
        for (var folder : folders) {
            if (host.runAsRoot(ANSWER, List.of("realpath", "-e", "--", folder)).succeeded()) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    /** The folder that the file is in, the longest if one is inside another. */
    public static String of(FoundFile file, List<String> folders) {
        return of(file.path(), folders);
    }

    /** The folder that this path, or a text that begins with it, is in: the longest if one is inside another. */
    public static String of(String path, List<String> folders) {
        return folders.stream()
                .filter(folder -> path.startsWith(folder + "/"))
                .max(Comparator.comparingInt(String::length))
                .orElseThrow(() -> new IllegalArgumentException(path + " is in none of " + folders));
    }
}
