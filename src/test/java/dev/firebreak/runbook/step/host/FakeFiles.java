package dev.firebreak.runbook.step.host;

import dev.firebreak.runbook.step.host.command.CommandResult;
import dev.firebreak.text.Hash;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** The files of a played host, as far as {@code find}, {@code df}, {@code head} and {@code sha256sum} show. */
public final class FakeFiles {

    private static final Instant NOW = Instant.parse("2026-11-29T08:00:00Z");
    private static final long DISK = 1_000_000;
    private static final CommandResult DENIED = new CommandResult(1, "", "sudo: a password is required\n");

    private static final CommandResult GONE = new CommandResult(1, "", "No such file or directory\n");

    /** A file; {@code open} if a process holds it. */
    public record File(long inode, long size, Instant changed, String owner, String path, boolean open, String text) {}

    public final List<File> all = new ArrayList<>();

    /** Symbolic links by their paths: where they lead. */
    public final Map<String, String> links = new HashMap<>();

    /** Folders that are not there. */
    public final Set<String> absent = new HashSet<>();

    /** What other things than these files occupy. */
    public long otherwiseUsed = 100_000;

    /** What lies beside these files. */
    LongSupplier alsoUsed = () -> 0;

    /** What a person does between the look and the deletion. */
    public Runnable beforeDelete = () -> {};

    /** Whether {@code sudo} allows to delete. */
    public boolean rootAllowed = true;

    private long inodes = 10;

    public File add(String path, long size, Duration age) {
        return add(path, size, age, "gitops", "");
    }

    public File add(String path, long size, Duration age, String owner, String text) {
        var file = new File(inodes++, size, NOW.minus(age).plusNanos(123_456_789), owner, path, false, text);
        all.add(file);
        return file;
    }

    /** A backup, with the checksum that is its own or another. */
    public void backup(String path, long size, Duration age, boolean good) {
        add(path, size, age, "root", path);
        add(path + ".sha256", 80, age, "root", Hash.sha256(good ? path : "other") + "  " + path);
    }

    public void open(File file) {
        all.remove(file);
        all.add(new File(file.inode, file.size, file.changed, file.owner, file.path, true, file.text));
    }

    public void replace(File file) {
        all.remove(file);
        add(file.path, file.size, Duration.between(file.changed, NOW));
    }

    public List<String> paths() {
        return all.stream().map(File::path).sorted().toList();
    }

    public void reset() {
        all.clear();
        links.clear();
        absent.clear();
        otherwiseUsed = 100_000;
        beforeDelete = () -> {};
        rootAllowed = true;
    }

    CommandResult answer(List<String> command) {
        return switch (command.get(0)) {
            case "df" -> absent.contains(command.get(command.size() - 1)) ? GONE : ok(df());
            case "head" -> text(command);
            case "realpath" -> realpath(command.get(command.size() - 1));
            case "sha256sum" -> hash(command);
            default -> find(command);
        };
    }

    private CommandResult realpath(String path) {
        if (absent.contains(path)) {
            return GONE;
        }
        return rootAllowed
                ? ok(links.entrySet().stream()
                                .filter(link -> path.equals(link.getKey()) || path.startsWith(link.getKey() + "/"))
                                .map(link -> link.getValue()
                                        + path.substring(link.getKey().length()))
                                .findFirst()
                                .orElse(path)
                        + "\n")
                : DENIED;
    }

    private String df() {
        var used = otherwiseUsed
                + alsoUsed.getAsLong()
                + all.stream().mapToLong(File::size).sum();
        return "Used Avail IUse% Mounted on\n " + used + " " + (DISK - used) + "    7% /\n";
    }

    private CommandResult text(List<String> command) {
        var path = command.get(command.size() - 1);
        return all.stream()
                .filter(file -> file.path.equals(path))
                .findFirst()
                .map(file -> ok(file.text))
                .orElseGet(() -> new CommandResult(1, "", "head: cannot open: No such file or directory"));
    }

    private CommandResult hash(List<String> command) {
        var path = command.get(command.size() - 1);
        return ok(Hash.sha256(path) + "  " + path + "\0");
    }

    private CommandResult find(List<String> command) {
        if (!rootAllowed) {
            return DENIED;
        }
        if (command.contains("/proc")) {
            return ok(all.stream()
                    .filter(file -> file.open && command.contains(String.valueOf(file.inode)))
                    .map(file -> "1:" + file.inode + "\n")
                    .collect(Collectors.joining()));
        }
        if (command.contains("-delete")) {
            beforeDelete.run();
            all.removeIf(file -> below(command, file) && names(command, file));
            return ok("");
        }
        if (command.contains("%b\\n")) {
            return ok("8\n");
        }
        if (command.contains("d")) {
            return ok("1 0 /\0" + "1 1 /var\0" + "1 2 /var/log\0" + "2 2 /var/mounted\0" + "1 2 /var/new\nline\0");
        }
        return ok(all.stream()
                .filter(file -> below(command, file))
                .filter(file -> isOldEnough(command, file))
                .map(FakeFiles::printed)
                .collect(Collectors.joining()));
    }

    private static boolean below(List<String> command, File file) {
        return file.path.startsWith(command.get(1) + "/");
    }

    private static boolean isOldEnough(List<String> command, File file) {
        var at = command.indexOf("-mmin");
        return at < 0 || Duration.between(file.changed, NOW).toMinutes() > Long.parseLong(command.get(at + 1));
    }

    /** By inode, size and the nanosecond of its change, as the real one. */
    private static boolean names(List<String> command, File file) {
        var text = String.join(" ", command);
        var before = file.changed.minusNanos(1);
        return text.contains("-inum %d -size %dc -newermt @%d.%09d ! -newermt @%d.%09d"
                .formatted(
                        file.inode,
                        file.size,
                        before.getEpochSecond(),
                        before.getNano(),
                        file.changed.getEpochSecond(),
                        file.changed.getNano()));
    }

    private static String printed(File file) {
        return "1 %d %d %d %d.%09d0 %s %s\0"
                .formatted(
                        file.inode,
                        file.size,
                        (file.size + 511) / 512,
                        file.changed.getEpochSecond(),
                        file.changed.getNano(),
                        file.owner,
                        file.path);
    }

    private static CommandResult ok(String output) {
        return new CommandResult(0, output, "");
    }
}
