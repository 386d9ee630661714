package dev.firebreak.runbook.step.disk.file;

import dev.firebreak.runbook.step.host.command.CommandResult;
import dev.firebreak.runbook.step.host.command.Host;
import dev.firebreak.runbook.step.host.command.HostUnreachable;
import dev.firebreak.runbook.step.host.command.RootDenied;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Finds and deletes files of a host by GNU {@code find}, as root. No name of a file is ever an argument: a file is
 * deleted by inode, size and time of change below a folder of the catalogue. {@code find} follows no symbolic link and
 * stays on one file system.
 */
public final class FileSearch {

    private static final Duration LIST = Duration.ofSeconds(12);
    private static final Duration OPEN = Duration.ofSeconds(10);
    private static final Duration DELETE = Duration.ofSeconds(60);

    /** So many files in one command: far below what a command line may hold. */
    private static final int AT_ONCE = 100;

    /** The open files of each process. */
    static final String OPEN_FILES = "/proc(/[0-9]+(/fd(/[^/]+)?)?)?";

    private final Host host;
    private final String target;

    public FileSearch(Host host, String target) {
        this.host = host;
        this.target = target;
    }

    /** Regular files with one name below the folder whose content is at least this old. An absent folder has none. */
    public List<FoundFile> olderThan(String folder, Duration age) throws InterruptedException {
        return list(folder, List.of("-mmin", "+" + age.toMinutes()));
    }

    /** All regular files with one name below the folder. An absent folder has none. */
    public List<FoundFile> all(String folder) throws InterruptedException {
        return list(folder, List.of());
    }

    private List<FoundFile> list(String folder, List<String> test) throws InterruptedException {
        var command = below(folder);
        command.addAll(test);
        command.addAll(List.of("-printf", FoundFile.FORMAT));
        var answer = asRoot(LIST, command);
        if (!answer.succeeded() && answer.output().isEmpty() && !answer.errors().contains("No such file")) {
            throw new HostUnreachable(
                    target + ": the files below " + folder + " can't be listed (" + answer.failure()
                            + "). Name a smaller folder in the settings of the target, if it has very many files.",
                    null);
        }
        return Arrays.stream(answer.output().split("\0"))
                .map(FoundFile::printed)
                .flatMap(Optional::stream)
                .filter(file -> file.path().startsWith(folder + "/"))
                .toList();
    }

    /** Those of the files that a process holds open. Processes that end meanwhile don't matter. */
    public Set<FoundFile> open(List<FoundFile> files) throws InterruptedException {
        var open = new HashSet<FoundFile>();
        for (var from = 0; from < files.size(); from += AT_ONCE) {
            var some = files.subList(from, Math.min(files.size(), from + AT_ONCE));
            var seen = openInodes(some);
            some.stream()
                    .filter(file -> seen.contains(file.device() + ":" + file.inode()))
                    .forEach(open::add);
        }
        return open;
    }

    private Set<String> openInodes(List<FoundFile> files) throws InterruptedException {
        var command = new ArrayList<>(List.of(
                "find", "-L", "/proc", "-maxdepth", "3", "-regextype", "posix-extended", "!", "-regex", OPEN_FILES));
        command.addAll(List.of("-prune", "-o", "-type", "f", "("));
        for (var file : files) {
            command.addAll(List.of("-inum", String.valueOf(file.inode()), "-o"));
        }
        command.set(command.size() - 1, ")");
        command.addAll(List.of("-printf", "%D:%i\\n"));
        var answer = asRoot(OPEN, command);
        var blind = answer.errors()
                .lines()
                .filter(line -> !line.contains("No such file") && !line.contains("No such process"))
                .findFirst();
        if (blind.isPresent() || answer.exitCode() > 1 || answer.exitCode() < 0) {
            throw new HostUnreachable(
                    target + ": which files are open can't be seen (" + blind.orElseGet(answer::failure)
                            + "), so none is deleted.",
                    null);
        }
        return Set.copyOf(answer.output().lines().toList());
    }

    /**
     * Deletes the files that are still as they were found. What changed meanwhile stays.
     *
     * @param deleted hears after each command of how many files it was
     */
    public void delete(String folder, List<FoundFile> files, IntConsumer deleted) throws InterruptedException {
        for (var from = 0; from < files.size(); from += AT_ONCE) {
            var command = below(folder);
            command.add("(");
            var some = files.subList(from, Math.min(files.size(), from + AT_ONCE));
            for (var file : some) {
                command.addAll(exactly(file));
                command.add("-o");
            }
            command.set(command.size() - 1, ")");
            command.add("-delete");
            var answer = asRoot(DELETE, command);
            if (!answer.succeeded()) {
                throw new HostUnreachable(
                        target + ": not all files below " + folder + " could be deleted (" + answer.failure() + ")",
                        null);
            }
            deleted.accept(some.size());
        }
    }

    private static ArrayList<String> below(String folder) {
        return new ArrayList<>(List.of("find", folder, "-xdev", "-type", "f", "-links", "1"));
    }

    /** {@code -newermt} is "after": not after its time of change, but after the nanosecond before. */
    private static List<String> exactly(FoundFile file) {
        return List.of(
                "-inum",
                String.valueOf(file.inode()),
                "-size",
                file.size() + "c",
                "-newermt",
                time(file.changed().minusNanos(1)),
                "!",
                "-newermt",
                time(file.changed()));
    }

    private static String time(Instant at) {
        return "@%d.%09d".formatted(at.getEpochSecond(), at.getNano());
    }

    private CommandResult asRoot(Duration limit, List<String> command) throws InterruptedException {
        var answer = host.runAsRoot(limit, command);
        if (answer.isDeniedBySudo()) {
            throw new RootDenied(target, command.get(0) + " " + command.get(1));
        }
        return answer;
    }
}
