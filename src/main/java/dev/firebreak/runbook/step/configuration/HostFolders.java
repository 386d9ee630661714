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

/** Folders of a host as root sees them: their content by SHA-256, and whole folders copied and renamed. */
final class HostFolders {

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Pattern SUM = Pattern.compile("([0-9a-f]{64}) [ *](.+)", Pattern.DOTALL);
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

    /** The SHA-256 of each file below the folder, hidden ones too, by its path in it; null if there is no folder. */
    SortedMap<String, String> content(String folder) throws InterruptedException {
        var answer = asRoot(List.of("find", folder, "-xdev", "-type", "f", "-exec", "sha256sum", "--zero", "{}", "+"));
        if (answer.errors().contains("No such file or directory")
                && answer.output().isEmpty()) {
            return null;
        }
        if (!answer.succeeded()) {
            throw failed("the files of " + folder + " can't be read", answer);
        }
        var sums = new TreeMap<String, String>();
        for (var record : answer.output().split("\0")) {
            var sum = SUM.matcher(record);
            if (sum.matches() && sum.group(2).startsWith(folder + "/")) {
                sums.put(sum.group(2).substring(folder.length() + 1), sum.group(1));
            }
        }
        return sums;
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

    /** Renames a folder; never into or over another one. */
    void rename(String from, String to) throws InterruptedException {
        change(List.of("mv", "--no-clobber", "--no-target-directory", from, to));
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
