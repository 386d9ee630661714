package dev.firebreak.runbook.step.configuration;

import dev.firebreak.runbook.step.host.command.CommandResult;
import dev.firebreak.runbook.step.host.command.Host;
import dev.firebreak.runbook.step.host.command.HostUnreachable;
import dev.firebreak.runbook.step.host.command.RootDenied;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Folders of a host as root sees them: entries with mode, owner and SHA-256; whole folders copied and renamed. */
final class HostFolders {

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Pattern SUM = Pattern.compile("([0-9a-f]{64}) [ *](.+)", Pattern.DOTALL);
    private static final Pattern ENTRY =
            Pattern.compile("([a-zA-Z?] [0-7]{1,4}) (\\d{1,10}) (\\d{1,10}) (.*)", Pattern.DOTALL);
    private static final Pattern DATED = Pattern.compile("(\\d{1,11})\\.\\d+ ([A-Za-z0-9][A-Za-z0-9_.-]{0,100})");

    private final Host host;
    private final String target;

    HostFolders(Host host, String target) {
        this.host = host;
        this.target = target;
    }

    /** The names of the folders in a folder, the newest first; others than plain names are left out. */
    List<String> newestIn(String folder) throws InterruptedException {
        var answer = host.run(
                ANSWER,
                List.of(
                        "find",
                        folder,
                        "-xdev",
                        "-mindepth",
                        "1",
                        "-maxdepth",
                        "1",
                        "-type",
                        "d",
                        "-printf",
                        "%T@ %f\\0"));
        return Arrays.stream(answer.output().split("\0"))
                .map(DATED::matcher)
                .filter(record -> record.matches())
                .sorted(Comparator.<Matcher>comparingLong(record -> Long.parseLong(record.group(1)))
                        .thenComparing(record -> record.group(2))
                        .reversed())
                .map(record -> record.group(2))
                .toList();
    }

    /** Whether there is anything of this name: a folder, a file or a symbolic link. */
    boolean exists(String path) throws InterruptedException {
        return !listed(path).isEmpty();
    }

    /** What is in the folder, hidden files too; null if there is nothing of this name. */
    FolderContent content(String folder) throws InterruptedException {
        var entries = listed(folder);
        if (entries.isEmpty()) {
            return null;
        }
        var answer = asRoot(List.of("find", folder, "-xdev", "-type", "f", "-exec", "sha256sum", "--zero", "{}", "+"));
        if (!answer.succeeded()) {
            throw failed("the files of " + folder + " can't be read", answer);
        }
        var files = new FolderContent(entries).files().keySet();
        for (var record : records(answer.output())) {
            var sum = SUM.matcher(record);
            if (!sum.matches() || !files.remove(pathIn(folder, sum.group(2)))) {
                throw changing(folder);
            }
            entries.merge(pathIn(folder, sum.group(2)), " " + sum.group(1), String::concat);
        }
        if (!files.isEmpty()) {
            throw changing(folder);
        }
        return new FolderContent(entries);
    }

    private SortedMap<String, String> listed(String folder) throws InterruptedException {
        var answer = asRoot(List.of("find", folder, "-xdev", "-printf", "%y %m %U %G %P\\0%l\\0"));
        if (answer.errors().contains("No such file or directory")
                && answer.output().isEmpty()) {
            return new TreeMap<>();
        }
        if (!answer.succeeded()) {
            throw failed("the entries of " + folder + " can't be read", answer);
        }
        var entries = new TreeMap<String, String>();
        var fields = answer.output().split("\0", -1);
        for (var i = 0; i + 1 < fields.length; i += 2) {
            var entry = ENTRY.matcher(fields[i]);
            if (!entry.matches()) {
                throw changing(folder);
            }
            var rights = entry.group(1) + " " + entry.group(2) + ":" + entry.group(3);
            entries.put(entry.group(4), rights + (entry.group(1).startsWith("l") ? " -> " + fields[i + 1] : ""));
        }
        return entries;
    }

    private static String pathIn(String folder, String path) {
        return path.startsWith(folder + "/") ? path.substring(folder.length() + 1) : "";
    }

    private static List<String> records(String output) {
        return output.isEmpty() ? List.of() : List.of(output.split("\0"));
    }

    private HostUnreachable changing(String folder) {
        return new HostUnreachable(
                target + ": the entries of " + folder + " can't be read: there are too many, or they change now.",
                null);
    }

    /** What {@code sha256sum} wrote into a file, by path; empty if there is no such file. */
    SortedMap<String, String> recorded(String file) throws InterruptedException {
        var sums = new TreeMap<String, String>();
        for (var line : asRoot(List.of("cat", file)).output().split("\n")) {
            var sum = SUM.matcher(line);
            if (sum.matches()) {
                sums.put(sum.group(2).startsWith("./") ? sum.group(2).substring(2) : sum.group(2), sum.group(1));
            }
        }
        return sums;
    }

    void copy(String from, String to) throws InterruptedException {
        change(List.of("cp", "--archive", "--no-target-directory", from, to));
    }

    /**
     * Renames a folder; never into or over another one. {@code mv} ends well where it moves nothing, so the names are
     * looked at afterwards.
     *
     * @return whether the folder has its new name
     */
    boolean rename(String from, String to) throws InterruptedException {
        if (exists(to)) {
            return false;
        }
        asRoot(List.of("mv", "--no-clobber", "--no-target-directory", from, to));
        return !exists(from) && exists(to);
    }

    void remove(String folder) throws InterruptedException {
        change(List.of("rm", "--recursive", "--force", "--one-file-system", folder));
    }

    private void change(List<String> command) throws InterruptedException {
        var answer = asRoot(command);
        if (!answer.succeeded()) {
            throw failed(String.join(" ", command) + " failed", answer);
        }
    }

    /** Runs the check of a configuration as the user of the catalogue; what it says is why a configuration is bad. */
    CommandResult check(String program, String folder) throws InterruptedException {
        return host.run(ANSWER, List.of(program, folder));
    }

    private CommandResult asRoot(List<String> command) throws InterruptedException {
        var answer = host.runAsRoot(ANSWER, command);
        if (answer.isDeniedBySudo()) {
            throw new RootDenied(target, String.join(" ", command));
        }
        return answer;
    }

    private HostUnreachable failed(String what, CommandResult answer) {
        return new HostUnreachable(target + ": " + what + " (" + answer.failure() + "). Look at the host.", null);
    }
}
