package dev.firebreak.runbook.step.disk.file;

import dev.firebreak.runbook.StepOutput;
import dev.firebreak.runbook.step.host.command.CommandResult;
import dev.firebreak.runbook.step.host.command.Host;
import dev.firebreak.text.ByteText;
import dev.firebreak.text.MarkdownTable;
import dev.firebreak.text.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The largest directories of one file system, measured one after the other within a limit, so that a disk with millions
 * of files gives an answer, too: what was measured until then.
 *
 * @param measured of {@code all} directories
 * @param held bytes of deleted files that processes hold open; they come back when the processes end
 * @param holders the ids of these processes
 */
public record DirectorySizes(
        List<Directory> largest, int measured, int all, boolean asRoot, long held, List<String> holders) {

    private static final Duration LIST = Duration.ofSeconds(10);
    private static final int SHOWN = 10;
    private static final Pattern PRINTED = Pattern.compile("(\\d{1,18}) (\\d{1,3}) (/.*)", Pattern.DOTALL);
    private static final Pattern HELD = Pattern.compile("(\\d{1,18}) (\\d{1,18}) (\\d{1,18}) /proc/(\\d{1,10})/.*");

    /** A directory with the bytes that its files occupy. */
    public record Directory(String path, long bytes) {}

    public DirectorySizes {
        largest = List.copyOf(largest);
        holders = List.copyOf(holders);
    }

    /**
     * Measures the directories directly below the path and one level deeper, in the same file system.
     *
     * @param output hears of each directory, and of very large ones while they are measured
     */
    public static DirectorySizes of(Host host, String path, Duration limit, StepOutput output)
            throws InterruptedException {
        var end = System.nanoTime() + limit.toNanos();
        var device = new long[1];
        var todo = directories(host, path, device);
        var sizes = new ArrayList<Directory>();
        var asRoot = true;
        var measured = 0;
        for (var directory : todo) {
            var left = Duration.ofNanos(end - System.nanoTime());
            if (left.compareTo(Duration.ofSeconds(1)) < 0) {
                break;
            }
            output.progress(measured, todo.size(), "directories");
            var files = new CountedFiles(directory, output);
            var answer = count(host, files, left, asRoot);
            if (answer.isDeniedBySudo()) {
                asRoot = false;
                answer = count(host, files, left, false);
            }
            if (files.isComplete(answer)) {
                sizes.add(new Directory(directory, files.bytes()));
                output.line(directory + ": " + ByteText.of(files.bytes()));
                measured++;
            }
        }
        sizes.sort(Comparator.comparingLong(Directory::bytes).reversed());
        var held = held(host, device[0]);
        return new DirectorySizes(
                sizes.subList(0, Math.min(SHOWN, sizes.size())), measured, todo.size(), asRoot, held.bytes, held.pids);
    }

    /** Leaves out other file systems, and names that can't be an argument. */
    private static List<String> directories(Host host, String path, long[] device) throws InterruptedException {
        var command = List.of("find", path, "-xdev", "-maxdepth", "2", "-type", "d", "-printf", "%D %d %p\\0");
        var answer = host.run(LIST, command);
        var found = Arrays.stream(answer.output().split("\0"))
                .map(PRINTED::matcher)
                .filter(record -> record.matches())
                .toList();
        var parents = new HashSet<String>();
        var deepest = new ArrayList<String>();
        for (var record : found) {
            var directory = record.group(3);
            if (record.group(2).equals("0")) {
                device[0] = Long.parseLong(record.group(1));
            } else if (Long.parseLong(record.group(1)) == device[0]
                    && Text.shown(directory, 500).equals(directory)) {
                deepest.add(directory);
                if (record.group(2).equals("2")) {
                    parents.add(directory.substring(0, directory.lastIndexOf('/')));
                }
            }
        }
        deepest.removeAll(parents);
        return deepest;
    }

    private static CommandResult count(Host host, CountedFiles files, Duration limit, boolean asRoot)
            throws InterruptedException {
        return asRoot
                ? host.runAsRoot(limit, files.command(), files::add)
                : host.run(limit, files.command(), files::add);
    }

    private record Held(long bytes, List<String> pids) {}

    private static Held held(Host host, long device) throws InterruptedException {
        var command = new ArrayList<>(List.of(
                "find",
                "-L",
                "/proc",
                "-maxdepth",
                "3",
                "-regextype",
                "posix-extended",
                "!",
                "-regex",
                FileSearch.OPEN_FILES));
        command.addAll(List.of("-prune", "-o", "-type", "f", "-links", "0", "-size", "+1M"));
        command.addAll(List.of("-printf", "%D %i %b %p\\n"));
        var bytes = 0L;
        var seen = new ArrayList<String>();
        var pids = new ArrayList<String>();
        for (var line : host.runAsRoot(LIST, command).output().lines().toList()) {
            var file = HELD.matcher(line);
            if (file.matches() && Long.parseLong(file.group(1)) == device) {
                if (!seen.contains(file.group(2))) {
                    seen.add(file.group(2));
                    bytes += 512 * Long.parseLong(file.group(3));
                }
                if (!pids.contains(file.group(4))) {
                    pids.add(file.group(4));
                }
            }
        }
        return new Held(bytes, pids);
    }

    /** The end of a sentence: what is largest, and what could not be measured. */
    public String summary() {
        return (largest.isEmpty()
                        ? ""
                        : "; largest: " + largest.get(0).path() + " with "
                                + ByteText.of(largest.get(0).bytes()))
                + (measured < all ? " (" + measured + " of " + all + " directories measured)" : "")
                + (held > 0 ? "; " + ByteText.of(held) + " of deleted files are held open" : "");
    }

    /** A table of the largest directories. */
    public String markdown() {
        var text = new StringBuilder(MarkdownTable.heading("Directory", "On disk"));
        largest.forEach(it -> text.append(MarkdownTable.row(it.path(), ByteText.of(it.bytes()))));
        text.append('\n').append(measured).append(" of ").append(all).append(" directories measured");
        text.append(asRoot ? ".\n" : ", without what only root can read.\n");
        if (held > 0) {
            text.append("Deleted files hold ")
                    .append(ByteText.of(held))
                    .append(" until these processes close them or end: ")
                    .append(String.join(", ", holders))
                    .append(".\n");
        }
        return text.toString();
    }
}
